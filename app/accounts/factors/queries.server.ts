import { toString as drawQr } from 'qrcode';
import { Accounts } from '#models/account.server.ts';
import { secondFactorFor } from '#app/platform/second-factor.server.ts';
import { demoSetupCode } from './demo-code.server.ts';

/** What the account has to prove itself with, without any secret. */
export async function getFactors(account: string) {
  const row = await Accounts.findOne({ _id: account }, { secondFactor: 1, passkeys: 1, recoveryCodes: 1, recoveryCard: 1, passwordHash: 1, phones: 1 }).lean();
  return {
    totp: Boolean(row?.secondFactor),
    passkeys: (row?.passkeys ?? []).map(({ id, madeAt, usedAt }) => ({ id, madeAt, usedAt })),
    codesLeft: row?.recoveryCodes?.hashes.length ?? 0,
    /** A phone is enrolled: on it, its PIN stands for a code. */
    phone: Boolean(row?.phones?.some(({ factor }) => factor)),
    card: Boolean(row?.recoveryCard),
    password: Boolean(row?.passwordHash),
  };
}

/** What the page shows of a secret that isn't stored yet: the code for the app's camera, drawn here, and the same to type. */
export async function drawSetup(account: string, sealed: string, now: Date) {
  const row = await Accounts.findOne({ _id: account }, { userName: 1 }).lean();
  const { address, typed } = secondFactorFor(account, sealed, row?.userName ?? '');
  const svg = await drawQr(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return { sealed, typed, code: demoSetupCode(account, sealed, now), qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
}
