import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { entryBudget } from './scripts/entry-budget.ts';

const SERVER = process.env.LOTKEEPER_DEV_SERVER ?? 'http://127.0.0.1:8080';
/** Answered by the server, in development too; everything else is a screen. */
const SERVED = ['/trpc', '/api', '/trust', '/demo', '/labels'];

/** Changes seldom and is needed at once: one file that a phone keeps from version to version. */
const VENDOR = /node_modules\/(react|react-dom|scheduler|dexie|dexie-react-hooks|wouter|regexparam|zustand|use-sync-external-store)\//;

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist/client',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: VENDOR }] } } },
  },
  define: { __BUILD__: JSON.stringify(process.env.LOTKEEPER_BUILD ?? new Date().toISOString().slice(0, 16)) },
  server: { proxy: Object.fromEntries(SERVED.map((path) => [path, { target: SERVER, changeOrigin: false }])) },
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'client',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      includeAssets: ['icon.svg', 'apple-touch-icon.png'],
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,wasm}'], maximumFileSizeToCacheInBytes: 4_000_000 },
      manifest: {
        id: '/',
        name: 'Lotkeeper',
        short_name: 'Lotkeeper',
        description: 'Lot tracking for cold stores that keeps working with no signal.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        background_color: '#080c11',
        theme_color: '#080c11',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
    entryBudget({ scriptBytes: 130 * 1024, styleBytes: 15 * 1024 }),
  ],
});
