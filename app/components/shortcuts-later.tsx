import { lazy, Suspense, useEffect, useState } from 'react';
import type { ShortcutsProps } from './shortcuts.tsx';

const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => ({ default: module.Shortcuts })));

/** Keys for whoever works on a list at a keyboard: fetched after the page is there, and by nobody who only taps. */
export function ShortcutsLater(props: ShortcutsProps) {
  const [keyboard, setKeyboard] = useState(false);
  useEffect(() => setKeyboard(window.matchMedia('(hover: hover) and (pointer: fine)').matches), []);
  return keyboard ? (
    <Suspense>
      <Shortcuts {...props} />
    </Suspense>
  ) : null;
}
