import { defineConfig } from 'vite';

/** Where `npm run studio` finds a running server. */
const server = 'http://localhost:4000';

export default defineConfig({
  root: import.meta.dirname,
  // No framework plugin is needed: Vite compiles JSX itself.
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    target: 'es2024',
    // Everything is a separate file, so that the page needs no inline script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/images': server,
      '/thumbnails': server,
    },
  },
});
