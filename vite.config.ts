import { vitePlugin as remix } from '@remix-run/dev';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { kazakhArabic } from './app/i18n/kazakh-arabic-plugin.ts';
import { threads } from './app/platform/threads-plugin.ts';
import remixConfig from './remix.config.js';

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true;
  }
}

const onServer = fileURLToPath(new URL('app/server/links-on-server.tsx', import.meta.url));
const inI18n = (file: string) => fileURLToPath(new URL(`app/i18n/${file}`, import.meta.url));

/**
 * In the browser `lean.tsx` stands in for i18next and react-i18next: 17 kB less for every first load (docs/decisions/0021).
 * On the server `on-server.tsx` for react-i18next and `links-on-server.tsx` for @remix-run/react: a third of a page's CPU less
 * (docs/decisions/0034). Tests have the real ones.
 */
const leanParts: Plugin = {
  name: 'lean-parts',
  enforce: 'pre',
  resolveId(id, importer, { ssr }) {
    if (!ssr) return /^(react-)?i18next$/.test(id) ? inI18n('lean.tsx') : null;
    if (process.env.VITEST) return null;
    if (id === '@remix-run/react') return importer === onServer || importer?.includes('/node_modules/') ? null : onServer;
    return id === 'react-i18next' ? inI18n('on-server.tsx') : null;
  },
};

/**
 * Few files instead of thirty small ones: each costs a request, its own compression and its name in every route of the manifest.
 * What nearly every page has lies together; the framework changes least and stays cached longest.
 */
const CHUNKS: [name: string, files: RegExp][] = [
  ['framework', /node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run)\/|^\0(commonjsHelpers|vite\/)|vite\/(preload|modulepreload)/],
  ['forms', /app\/components\/(field|choice|form-errors|form-error-summary|kept-form|talk)\b/],
  ['house', /app\/(i18n\/(?!samples|sorting)|components\/(button|drafts|icon|icon-names|live-state|mark|nav|nonce|num|page|patch|person|progress-line|route-error|scheme|shell|states)\b)/],
];
const chunkOf = (id: string) => CHUNKS.find(([, files]) => files.test(id))?.[0];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [leanParts, kazakhArabic(), threads(), !process.env.VITEST && remix(remixConfig)],
  build: { target: 'es2020', cssMinify: true, minify: isSsrBuild ? false : 'terser', terserOptions: { ecma: 2020, compress: { passes: 2 } }, assetsInlineLimit: 0, rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } } },
}));
