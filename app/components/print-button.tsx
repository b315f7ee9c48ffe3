import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** Prints the page. Without script the browser's own menu does it. */
export function PrintButton({ children }: { children: string }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <Button type="button" icon="printer" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
