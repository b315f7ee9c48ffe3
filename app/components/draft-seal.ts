/**
 * What lies in the tab's storage is sealed with a key that the portal gives to an open session and that no browser keeps:
 * when the session ends and the page goes, a draft waits unreadable until its person has signed in again.
 */
const SEALED = 'sealed:';
const NONCE = 12;
let key: Promise<CryptoKey> | undefined;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** From now on drafts are sealed with this one; without (nobody signed in, the house doesn't answer) the one before stays. */
export function takeDraftKey(raw: string | null | undefined): void {
  if (!raw || !globalThis.crypto?.subtle) return;
  key = crypto.subtle.importKey('raw', bytesOf(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function forgetDraftKey(): void {
  key = undefined;
}

/** Whoever isn't signed in has no key: what a passer-by types stays as it is, in her own tab. */
export async function sealDraft(words: string): Promise<string> {
  if (!key) return words;
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(words)));
  return SEALED + btoa(Array.from([...iv, ...cipher], (byte) => String.fromCharCode(byte)).join(''));
}

/** @returns null when it is another person's, or nobody is signed in */
export async function openDraft(stored: string): Promise<string | null> {
  if (!stored.startsWith(SEALED)) return stored;
  if (!key) return null;
  try {
    const bytes = bytesOf(stored.slice(SEALED.length));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, NONCE) }, await key, bytes.subarray(NONCE));
    return new TextDecoder().decode(plain);
  } catch {
    return null;
  }
}
