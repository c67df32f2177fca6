import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed.ts';

/** Where the management listener of a server is, for `npm run dev`. */
const server = process.env.TONGBU_CONSOLE_SERVER ?? 'http://127.0.0.1:8091';

export default defineConfig({
  plugins: [react(), compressed()],
  // The server puts a fresh value in its place for each page, and names it in the Content-Security-Policy.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'page',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy allows no data: addresses
    target: 'es2023',
    license: { fileName: 'licenses.md' }, // notices of what is bundled
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
});
