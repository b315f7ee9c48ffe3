import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import { kazakhArabic } from './app/i18n/kazakh-arabic-plugin.ts';
import remixConfig from './remix.config.js';

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [kazakhArabic(), !process.env.VITEST && remix(remixConfig)],
  build: { target: 'es2020', cssMinify: true, minify: isSsrBuild ? false : 'terser', terserOptions: { ecma: 2020, compress: { passes: 2 } }, assetsInlineLimit: 0 },
}));
