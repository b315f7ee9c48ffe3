/**
 * The one options object of Remix. Its Vite plugin does not read this file by itself: vite.config.ts passes it on.
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: 'app',
  // Several sessions of one checkout can have a build each.
  buildDirectory: process.env.BUILD_DIR ?? 'build',
  serverModuleFormat: 'esm',
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_routeConfig: true,
    // Off: a phone without a network cannot answer /__manifest, and a deploy would reload a half-filled form.
    v3_lazyRouteDiscovery: false,
  },
};
