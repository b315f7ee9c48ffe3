/**
 * Whether a browser loads a page, and not only the data of one that is open: only a page's HTML can hold what
 * `components/pictures.ts` keeps out of the data. Browsers that don't say what they want a file for say so by what they accept.
 */
export function isForPage({ headers }: Request): boolean {
  const wanted = headers.get('Sec-Fetch-Dest');
  return wanted === null ? (headers.get('Accept') ?? 'text/html').includes('text/html') : wanted !== 'empty';
}
