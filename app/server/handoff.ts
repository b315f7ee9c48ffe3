/** As Remix does it: text that is safe inside a script element. */
const SAFE: Record<string, string> = { '&': '\\u0026', '>': '\\u003e', '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
const safe = (json: string): string => json.replace(/[&><\u2028\u2029]/g, (sign) => SAFE[sign] ?? sign);

/**
 * The data of a page as Remix's own `StreamTransfer` hands it to the browser, behind the page. Reads all of it: where something was
 * deferred this would wait for it.
 */
export async function handoffScripts(data: ReadableStream<Uint8Array>, nonce: string | undefined): Promise<string> {
  const open = nonce ? `<script nonce="${nonce}">` : '<script>';
  const decoder = new TextDecoder();
  let scripts = '';
  const reader = data.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const value = decoder.decode(next.value, { stream: true });
    scripts += `${open}window.__remixContext.streamController.enqueue(${safe(JSON.stringify(value))});</script>`;
  }
  return `${scripts}${open}window.__remixContext.streamController.close();</script>`;
}
