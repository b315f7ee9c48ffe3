import { type Signing, signedBytes } from './statement.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const importPublic = (publicKey: string): Promise<CryptoKey> => crypto.subtle.importKey('spki', Buffer.from(publicKey, 'base64'), CURVE, false, ['verify']);

/** Whether it is the public half of a key on the one curve that phones sign with. */
export const isPublicKey = (publicKey: string): Promise<boolean> => importPublic(publicKey).then(() => true, () => false);

export async function isSigned({ publicKey, merchant, signature, ...signing }: Signing & { publicKey: string; merchant: string; signature: string }): Promise<boolean> {
  const key = await importPublic(publicKey).catch(() => null);
  return key !== null && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64'), signedBytes(merchant, signing));
}
