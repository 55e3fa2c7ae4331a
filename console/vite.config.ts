import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Puts .br and .gz beside every asset, so that the service never compresses.
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle(options) {
      const folder = join(options.dir ?? 'dist', 'assets');
      for (const name of await readdir(folder)) {
        const content = await readFile(join(folder, name));
        if (!/\.(js|css|svg)$/.test(name) || content.length < 1024) continue;
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        await writeFile(join(folder, `${name}.br`), brotliCompressSync(content, { params: quality }));
        await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

// emptyOutDir would take the file that keeps dist in the repository.
function keepFolder(): Plugin {
  return {
    name: 'keep-folder',
    apply: 'build',
    async writeBundle(options) {
      await writeFile(join(options.dir ?? 'dist', '.gitkeep'), '');
    },
  };
}

const service = process.env.ORDERHATCH_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), precompress(), keepFolder()],
  build: { target: 'es2022', rolldownOptions: { input: ['index.html', 'try.html'] }, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1600 },
  // Signing in asks that the page and the service have one origin.
  server: { proxy: { '/v1': { target: service, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'node' },
});
