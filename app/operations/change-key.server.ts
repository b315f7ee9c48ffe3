import { Accounts } from '#models/account.server.ts';
import { MallKeys } from '#models/text.server.ts';
import { env } from '#app/platform/env.server.ts';
import { bytesOf, HASHING, hashingRoot, installationKey, open, seal } from '#app/platform/keys.server.ts';

type Say = (line: string) => void;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** Sealed with the new key, also when an earlier run that was cut off has done it. @throws when neither key opens it */
function resealed(sealed: Buffer, context: string, before: Buffer, after: Buffer): Buffer | null {
  try {
    open(after, sealed, context);
    return null;
  } catch {
    return seal(after, open(before, sealed, context), context);
  }
}

/**
 * Wraps everything with another MASTER_KEY: the malls' keys, the secrets of second factors, and what codes are hashed with
 * (printed codes go on, docs/decisions/0009). Repeatable: one that was cut off is run again with the same two keys.
 * @returns how many keys and secrets were sealed anew
 */
export async function changeMasterKey(before: string, after: string): Promise<{ keys: number; secrets: number }> {
  const [oldWrap, newWrap] = [before, after].map((master) => installationKey('mall-keys', master)) as [Buffer, Buffer];
  await MallKeys.updateOne({ _id: HASHING }, { $setOnInsert: { wrapped: seal(oldWrap, hashingRoot(), HASHING) } }, { upsert: true });
  let keys = 0;
  for await (const row of MallKeys.find({}, { wrapped: 1, before: 1 }).lean().cursor()) {
    for (const field of ['wrapped', 'before'] as const) {
      const anew = row[field] && resealed(bytesOf(row[field]), row._id, oldWrap, newWrap);
      if (anew) keys += (await MallKeys.updateOne({ _id: row._id }, { $set: { [field]: anew } })).modifiedCount;
    }
  }
  return { keys, secrets: await changeSecrets(installationKey('second-factor', before), installationKey('second-factor', after)) };
}

async function changeSecrets(before: Buffer, after: Buffer): Promise<number> {
  let secrets = 0;
  for await (const { _id, secondFactor = '' } of Accounts.find({ secondFactor: { $exists: true } }, { secondFactor: 1 }).lean().cursor()) {
    const anew = resealed(Buffer.from(secondFactor, 'base64'), _id, before, after);
    // Not over a secret that its person changed in this moment.
    if (anew) secrets += (await Accounts.updateOne({ _id, secondFactor }, { $set: { secondFactor: anew.toString('base64') } })).modifiedCount;
  }
  return secrets;
}

/** `npm run change-key`, with the key until now in MASTER_KEY and the next one in NEW_MASTER_KEY. */
export async function changeKeyCommand(_words: string[], say: Say): Promise<number> {
  const [before, after] = [env().MASTER_KEY, process.env.NEW_MASTER_KEY ?? ''];
  if (!BASE64_OF_32_BYTES.test(after) || after === before) {
    say('NEW_MASTER_KEY has to be another 32 bytes in base64; make one with: openssl rand -base64 32');
    return 1;
  }
  const { keys, secrets } = await changeMasterKey(before, after);
  say(`${keys} keys and ${secrets} second factors are sealed with the new key: put it into MASTER_KEY now, make a backup, and keep the old one as long as older backups.`);
  return 0;
}
