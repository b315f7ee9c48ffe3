import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Accounts, type Passkey } from '#models/account.server.ts';
import { type ChallengeFor, Challenges } from '#models/challenge.server.ts';
import { env } from '#app/platform/env.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { storePasskey } from './commands.server.ts';

const FIVE_MINUTES = 5 * 60_000;

/** The name that passkeys are bound to: the host of PUBLIC_URL, nothing that a request says. */
const party = () => ({ id: new URL(env().PUBLIC_URL).hostname, origin: env().PUBLIC_URL, name: 'Merchants’ Home' });

async function remember(challenge: string, purpose: ChallengeFor, account: string | undefined, now: Date): Promise<void> {
  await Challenges.create([{ _id: challenge, purpose, account, expiresAt: new Date(now.getTime() + FIVE_MINUTES) }]);
}

/** A challenge is answered once, in time, for what it was asked for and by whom. */
async function take(challenge: string, purpose: ChallengeFor, account: string | undefined, now: Date): Promise<boolean> {
  const row = await Challenges.findOneAndDelete({ _id: challenge }).lean();
  return row !== null && row.purpose === purpose && row.account === account && row.expiresAt > now;
}

const PASSKEYS = { passkeys: 1, userName: 1, names: 1 } as const;

/** What the browser needs to make a new passkey: with the person's presence proved on the device, so that it is two factors in one. */
export async function askForNewPasskey(account: string, now: Date) {
  const row = await Accounts.findOne({ _id: account }, PASSKEYS).lean();
  const { id, name } = party();
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: new TextEncoder().encode(account),
    userName: row?.userName ?? '',
    attestationType: 'none',
    excludeCredentials: (row?.passkeys ?? []).map((passkey) => ({ id: passkey.id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  await remember(options.challenge, 'add', account, now);
  return options;
}

/** @param account whose passkeys may answer; undefined: any that the device offers, to sign in */
export async function askForPasskey(purpose: Exclude<ChallengeFor, 'add'>, account: string | undefined, now: Date) {
  const row = account ? await Accounts.findOne({ _id: account }, PASSKEYS).lean() : null;
  const allowCredentials = (row?.passkeys ?? []).map((passkey) => ({ id: passkey.id }));
  const options = await generateAuthenticationOptions({ rpID: party().id, userVerification: 'required', ...(account ? { allowCredentials } : {}) });
  await remember(options.challenge, purpose, account, now);
  return options;
}

function readAnswer<T extends { id: string; response: { clientDataJSON: string } }>(answer: string): { said: T; challenge: string } | null {
  try {
    const said = JSON.parse(answer) as T;
    const client = JSON.parse(Buffer.from(said.response.clientDataJSON, 'base64url').toString()) as { challenge: string };
    return typeof said.id === 'string' && typeof client.challenge === 'string' ? { said, challenge: client.challenge } : null;
  } catch {
    return null;
  }
}

/** @throws {Refusal} for an answer that isn't to our question. @returns recovery codes for this once, where there were none */
export async function addPasskey(account: string, answer: string, now: Date): Promise<string[] | null> {
  const read = readAnswer<RegistrationResponseJSON>(answer);
  const { id, origin } = party();
  if (!read || !(await take(read.challenge, 'add', account, now))) throw new Refusal('factors:refused.passkey');
  const expected = { expectedChallenge: read.challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true };
  const { verified, registrationInfo } = await verifyRegistrationResponse({ response: read.said, ...expected }).catch(refused);
  if (!verified || !registrationInfo) throw new Refusal('factors:refused.passkey');
  const { credential } = registrationInfo;
  return storePasskey(account, { id: credential.id, key: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter, madeAt: now }, now);
}

const refused = (): never => {
  throw new Refusal('factors:refused.passkey');
};

/**
 * Checks what a passkey answered: challenge, origin, name, signature, the person's presence, and that its counter rose.
 * @param account who has to be meant; undefined at the sign-in, where the passkey says who comes
 * @returns the account, or null when anything is wrong
 */
export async function usePasskey(answer: string, purpose: Exclude<ChallengeFor, 'add'>, account: string | undefined, now: Date): Promise<string | null> {
  const read = readAnswer<AuthenticationResponseJSON>(answer);
  if (!read || !(await take(read.challenge, purpose, account, now))) return null;
  const row = await Accounts.findOne({ 'passkeys.id': read.said.id, status: 'active' }, PASSKEYS).lean();
  const passkey = row?.passkeys?.find(({ id }) => id === read.said.id);
  if (!row || !passkey || (account !== undefined && row._id !== account)) return null;
  const counter = await counterOf(read.said, read.challenge, passkey);
  if (counter === null) return null;
  const used = row.passkeys?.map((each) => (each.id === passkey.id ? { ...each, counter, usedAt: now } : each));
  // Only over what was read: of two answers at the same moment one counts.
  const { matchedCount } = await Accounts.updateOne({ _id: row._id, passkeys: row.passkeys }, { $set: { passkeys: used } });
  return matchedCount === 1 ? row._id : null;
}

async function counterOf(response: AuthenticationResponseJSON, expectedChallenge: string, { id, key, counter }: Passkey): Promise<number | null> {
  const { id: expectedRPID, origin: expectedOrigin } = party();
  const credential = { id, publicKey: new Uint8Array(Buffer.from(key, 'base64url')), counter };
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response, expectedChallenge, expectedOrigin, expectedRPID, credential, requireUserVerification: true });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
