/** What server.js and the command line take from the build, through app/entry.server.tsx. */
export { branchesOf } from './branches.ts';
export { commands } from '#app/operations/commands.server.ts';
export { EnvError, readEnv } from '#app/platform/env.server.ts';
export { house } from './house.server.ts';
export { startPortal } from './portal.server.ts';
