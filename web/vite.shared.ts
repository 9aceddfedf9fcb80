import { fileURLToPath } from 'node:url';
import babel from '@rolldown/plugin-babel';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { onlyNamedTexts } from './vite.texts.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Development only: where the gateway (`./meet up`) listens. */
const gateway = process.env['MEET_ORIGIN'] ?? 'http://127.0.0.1:8080';

/** Preact speaks React's API in a tenth of its size: for the pages that customers wait for, on their phones. */
const preact = [
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
];

/**
 * What all apps share. The pages run under a strict Content-Security-Policy: no inline script or style, no data: URLs,
 * so nothing is inlined, and Radix's scroll lock (which writes a <style> element) is replaced by nothing: our pages
 * never scroll as a whole. `small`: what customers load.
 */
export function shared(app: string, base: string, { small = false } = {}): UserConfig {
  const scrollLock = { find: 'react-remove-scroll', replacement: here('./ui/src/scrollLock.tsx') };
  return {
    root: here(`./${app}`),
    base,
    plugins: [
      react(),
      // What did not change is not drawn again. It pays where there is much on the screen; elsewhere it would only weigh.
      ...(small ? [] : [babel({ presets: [reactCompilerPreset()] })]),
      onlyNamedTexts([`./${app}/src`, './ui/src', './sdk/src'].map(here)),
    ],
    resolve: { alias: small ? [scrollLock, ...preact] : [scrollLock] },
    build: {
      outDir: here(`./dist/${app}`),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          // What changes rarely keeps its name, and stays in the browser's cache, over our releases. Blurring and QR
          // codes are rare: whoever needs them loads them.
          codeSplitting: { groups: [{ name: 'vendor', test: /node_modules\/(?!@mediapipe\/|uqr\/)/ }] },
          // The gateway hands out only files whose type it knows; a model is bytes.
          assetFileNames: ({ names }) =>
            names.some((name) => name.endsWith('.tflite'))
              ? 'assets/[name]-[hash].bin'
              : 'assets/[name]-[hash][extname]',
        },
      },
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    },
    server: {
      proxy: {
        '/api': { target: gateway, changeOrigin: true },
        '/hub': { target: gateway, ws: true, changeOrigin: true },
      },
    },
  };
}
