import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** loader.js has a stable name: customers' pages name it. One classic script without imports. */
export default defineConfig({
  build: {
    outDir: here('../dist/widget'),
    emptyOutDir: false,
    target: 'es2019',
    lib: {
      entry: here('./loader/loader.ts'),
      formats: ['iife'],
      name: 'MeetLoader',
      fileName: () => 'loader.js',
    },
  },
});
