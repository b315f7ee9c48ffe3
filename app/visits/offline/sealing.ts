/** AES-GCM under a key that no script can read out. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

const NONCE = 12;

export async function sealValue(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(value))) };
}

/** @returns null when the key is another one or the bytes were changed */
export async function openSealed<T>(key: CryptoKey, { iv, bytes }: Sealed): Promise<T | null> {
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes))) as T;
  } catch {
    return null;
  }
}
