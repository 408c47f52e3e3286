// Loaded before every entry point, so that an old Node stops with one clear line instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node 24 or newer is needed, this is ${process.version}. npm scripts use the one that "npm install" puts into ` +
      'node_modules on Linux and Windows (x64, Linux also arm64); elsewhere install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
