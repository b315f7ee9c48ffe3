/** What server.js and the command line take from the build, through app/entry.server.tsx. */
export { commands, house } from '#app/operations/house.server.ts';
export { EnvError, readEnv } from '#app/platform/env.server.ts';
export { startPortal } from './portal.server.ts';
