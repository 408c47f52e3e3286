import { readFileSync } from 'node:fs';

// Loaded before every entry point, so that an old Node stops with one clear line instead of a syntax error.
const { engines } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');
if (!isAtLeast(process.versions.node, needed)) {
  console.error(
    `Node ${needed} or newer is needed, this is ${process.versions.node}. npm scripts use the one that "npm install" ` +
      `puts into node_modules on Linux and Windows (x64, Linux also arm64); elsewhere install Node ${needed} from https://nodejs.org.`,
  );
  process.exit(1);
}

/** Compares versions number by number, as far as the second one goes. */
function isAtLeast(version, least) {
  const given = version.split('.').map(Number);
  const wanted = least.split('.').map(Number);
  const place = wanted.findIndex((number, index) => given[index] !== number);
  return place === -1 || given[place] > wanted[place];
}
