import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { forgetDrafts } from '#app/components/drafts.ts';
import { answerTabs, isBesideAnother, isMarked } from '#app/components/this-tab.ts';

/** A server renders no layout; React would say so at every page. */
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * "Not my phone" keeps nothing after the tab closes (RIGHTS.md, "Accounts"), and a browser keeps its cookies until it is closed
 * itself: a tab that didn't sign in, and has no living one beside it, shows nothing and ends the session.
 */
export function TabBound({ children }: { children: ReactNode }) {
  const [strange, setStrange] = useState(false);
  useBeforePaint(() => {
    if (isMarked()) return answerTabs();
    setStrange(true);
    let stop = () => {};
    void isBesideAnother().then(async (beside) => {
      if (beside) {
        stop = answerTabs();
        return setStrange(false);
      }
      forgetDrafts();
      await fetch('/sign-out', { method: 'POST', body: new URLSearchParams(), redirect: 'manual' }).catch(() => undefined);
      location.replace('/sign-in');
    });
    return () => stop();
  }, []);
  return strange ? null : <>{children}</>;
}
