/** A group's robot of WeCom takes text up to so many bytes, and 20 messages a minute. */
export const MOST_BYTES = 2_048;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/**
 * Cards merged into one message, as many as fit; the first always goes, cut at its end if it must.
 * @returns the text, and how many cards are in it
 */
export function mergeCards(cards: readonly string[]): { text: string; merged: number } {
  let text = '';
  let merged = 0;
  for (const card of cards) {
    const next = text ? `${text}\n\n${card}` : card;
    if (bytes(next) > MOST_BYTES && merged > 0) break;
    text = next;
    merged += 1;
  }
  while (bytes(text) > MOST_BYTES) text = text.slice(0, -1);
  return { text, merged };
}
