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

/** Inside a sentence: isolated, or `<` turns around where text runs from right to left. */
const isolated = (text: string) => `\u2066${text}\u2069`;
export const FEW = isolated('<5');

export function spanText(span: Span | null): string {
  if (!span || (span.least === 0 && span.most < 5)) return FEW;
  return isolated(span.least === span.most ? String(span.least) : `${span.least}–${span.most}`);
}
