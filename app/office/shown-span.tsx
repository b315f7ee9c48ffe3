import { FigureCell } from '#app/components/figures.tsx';
import type { Span } from './figures.ts';

/** A span as a reader gets it: the number, `<5`, a step such as 5–9, or nothing at all. */
export function ShownSpan({ span }: { span: Span | null }) {
  if (!span) return <FigureCell value="hidden" />;
  if (span.least === span.most) return <FigureCell value={span.least} />;
  if (span.least === 0 && span.most === 4) return <FigureCell value="<5" />;
  return (
    <bdi className="num" dir="ltr">
      {span.least}–{span.most}
    </bdi>
  );
}

export function spanText(span: Span): string {
  if (span.least === span.most) return String(span.least);
  return span.least === 0 ? '<5' : `${span.least}–${span.most}`;
}
