import type { ReactNode } from 'react';

/** A number, code, time or price: isolated, tabular, never broken. Names are isolated with a plain `<bdi>`. */
export function Num({ children }: { children: ReactNode }) {
  return <bdi className="num">{children}</bdi>;
}
