/**
 * Collections that no backup holds. `mallkeys`: a backup without keys reads nobody's words; they go into a file of their own.
 * `sessions`: whoever is signed in signs in again. `ratelimits`, `jobs`: of the moment; what was to be done is found again by each
 * job's own round. `backups`: marks of this work itself.
 */
export const LEFT_OUT: readonly string[] = ['mallkeys', 'sessions', 'ratelimits', 'jobs', 'backups'];

export function isBackedUp(collection: string): boolean {
  return !collection.startsWith('system.') && !LEFT_OUT.includes(collection);
}
