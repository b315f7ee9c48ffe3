/** What a device keeps about emergencies' sound: whether it is silent, and in a tab which ones have sounded. Where nothing can be kept, it sounds. */
const SILENT = 'mh-silent';
const HEARD = 'mh-heard';
const MOST = 50;

function kept<R>(work: () => R, otherwise: R): R {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

export const isSilent = (): boolean => kept(() => localStorage.getItem(SILENT) === '1', false);

export function keepSilent(silent: boolean): void {
  kept(() => (silent ? localStorage.setItem(SILENT, '1') : localStorage.removeItem(SILENT)), undefined);
}

/** Of these, which haven't sounded in this tab; from now on they have. */
export function takeUnheard(ids: readonly string[]): string[] {
  const heard = kept(() => (sessionStorage.getItem(HEARD) ?? '').split(' ').filter(Boolean), []);
  const unheard = ids.filter((id) => !heard.includes(id));
  if (unheard.length > 0) kept(() => sessionStorage.setItem(HEARD, [...heard, ...unheard].slice(-MOST).join(' ')), undefined);
  return unheard;
}
