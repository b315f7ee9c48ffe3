import { useEffect, useState } from 'react';
import { forgetDrafts } from '#app/components/drafts.ts';

/** Said by the store of the day (app/visits/offline/store.ts): how many visits wait on this device. */
const UNSENT = 'visits-unsent';

function countUnsent(): number {
  try {
    return Number(window.localStorage.getItem(UNSENT)) || 0;
  } catch {
    return 0;
  }
}

/** Signing out destroys what was taken along, and what was typed; visits that wait stay sealed until their person is back. */
export function useLeaving(): { unsent: number; leave: () => void } {
  const [unsent, setUnsent] = useState(0);
  useEffect(() => setUnsent(countUnsent()), []);
  const leave = (): void => {
    forgetDrafts();
    if (!('indexedDB' in window)) return;
    void import('#app/visits/offline/leave-day.ts').then(({ leaveDay }) => leaveDay());
    void import('#app/visits/counter/store.ts').then(({ leaveCounter }) => leaveCounter());
  };
  return { unsent, leave };
}
