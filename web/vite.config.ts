import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// The built files are embedded in the binary and committed, so two builds must give the
// same bytes: names come from content, and nothing of the machine or the clock goes in.
export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: process.env.PAGE_OUT ?? '../internal/faces/page/dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': process.env.DETENTE_URL ?? 'http://127.0.0.1:8642' } },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] },
})
