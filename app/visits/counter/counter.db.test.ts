import { beforeEach, describe, expect, test } from 'vitest';
import { Memberships } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { CounterKeys, CounterSignatures } from '#models/counter-signature.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { getShopRecord } from '#app/record/shop-record.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { recordVisit } from '../commands.server.ts';
import { getPack } from '../offline/pack.server.ts';
import { FORM_VERSION, type SentVisit } from '../offline/schema.ts';
import { stampOf } from '../offline/stamp.server.ts';
import { takeBatch } from '../offline/sync.server.ts';
import { confirmVisit, contestVisit } from '../shop-commands.server.ts';
import { addPhone, proveWaiting, removePhone, takeSigned } from './commands.server.ts';
import { getPhones, getShownCode } from './queries.server.ts';
import { SignedListSchema } from './schema.ts';
import { codeOf, digestOf, type Signing, signedBytes } from './statement.ts';

const HOUR = 3600_000;
const taken = Date.parse('2026-03-11T03:00:00Z');
const now = new Date(taken + 6 * HOUR);
let made: MadeMall;
let manager: Actor;
let owner: Actor;
let merchant: string;
let phone: { id: string; key: CryptoKey };
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const reasonOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: { reason?: { key: string }; status?: number }) => error.reason?.key ?? error.status);
const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64');

async function setUp(actor: Actor, shop = merchant): Promise<typeof phone> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const id = newId();
  await addPhone(doing(actor), shop, { key: id, publicKey: base64(await crypto.subtle.exportKey('spki', publicKey)) });
  return { id, key: privateKey };
}
const written = (over: Partial<SentVisit> = {}): SentVisit => ({
  clientId: newId(),
  merchant,
  form: FORM_VERSION,
  round: made.round,
  at: taken + HOUR,
  taken: { device: taken, server: taken, stamp: stampOf({ account: manager.account, mall: made.mall._id, server: taken }) },
  language: 'zh',
  nonce: 'abcdefghijklmnop',
  fields: { outcome: 'met', 'wants-safety': 'on', 'need-safety': '灯坏了' },
  ...over,
});
const send = (visit: SentVisit) => takeBatch(doing(manager), { owner: '', sentAt: now.getTime(), visits: [visit] });
const wholeOf = ({ nonce = '', ...visit }: SentVisit) => digestOf({ ...visit, nonce });
const signed = async (visit: SentVisit, by = phone, shop = merchant) => {
  const digest = await wholeOf(visit);
  return signedAs({ code: codeOf(digest), digest }, by, shop);
};
const signedAs = async (signing: Signing, by = phone, shop = merchant) => ({ key: by.id, ...signing, signature: base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, by.key, signedBytes(shop, signing))) });
const row = async (visit: SentVisit) => (await Visits.findOne({ mall: made.mall._id, clientId: visit.clientId }).lean())!;
const confirmations = () => AuditEvents.countDocuments({ mall: made.mall._id, command: 'visit:confirm-by-phone' });

beforeEach(async () => {
  made = await makeMall({ now });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
  ({ merchant, owner } = made.shops[0]![0]!);
  phone = await setUp(owner);
});

describe('a visit confirmed at the counter', () => {
  test('is proved when both have arrived, in either order, once, in the owner’s name', async () => {
    const [first, second] = [written(), written({ fields: { outcome: 'met' } })];
    await send(first);
    expect(await takeSigned(doing(owner), [await signed(first)])).toEqual(['confirmed']);
    expect(await takeSigned(doing(owner), [await signed(second)])).toEqual(['waiting']);
    expect(await takeSigned(doing(owner), [await signed(second)])).toEqual(['waiting']);
    await send(second);
    await send(second);
    for (const visit of [first, second]) {
      expect(await row(visit)).toMatchObject({ answer: 'confirmed', version: 2, proof: { key: phone.id, account: owner.account } });
      expect(await takeSigned(doing(owner), [await signed(visit)])).toEqual(['confirmed']);
    }
    expect([await confirmations(), await CounterSignatures.countDocuments({ mall: made.mall._id })]).toEqual([2, 0]);
    expect(await AuditEvents.findOne({ mall: made.mall._id, command: 'visit:confirm-by-phone' }).lean()).toMatchObject({ actor: owner.account, role: 'owner', subject: `shop:${merchant}` });
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: manager.account })).toBe(2);
    expect((await getShopRecord(made.mall, merchant, owner.account, now)).visits.map(({ byPhone }) => byPhone)).toEqual(['whole', 'whole']);
  });

  test('is proved once when both arrive at the same moment, however often', async () => {
    for (let n = 0; n < 4; n += 1) {
      const visit = written();
      const signature = await signed(visit);
      await Promise.all([send(visit), takeSigned(doing(owner), [signature]), send(visit), takeSigned(doing(owner), [signature])]);
      await proveWaiting(made.mall, now);
      expect(await row(visit)).toMatchObject({ answer: 'confirmed', version: 2 });
    }
    expect([await confirmations(), await CounterSignatures.countDocuments({ mall: made.mall._id })]).toEqual([4, 0]);
  });

  test('never takes the place of what the shop has said since', async () => {
    const visit = written();
    await send(visit);
    await contestVisit(doing(owner), (await row(visit))._id, { language: 'zh', words: '没说过' });
    expect(await takeSigned(doing(owner), [await signed(visit)])).toEqual(['otherwise']);
    expect(await row(visit)).toMatchObject({ answer: 'contested' });
    const other = written();
    await send(other);
    await takeSigned(doing(owner), [await signed(other)]);
    await contestVisit(doing(owner), (await row(other))._id, { language: 'zh', words: '不对' });
    expect((await row(other)).proof).toBeUndefined();
    await confirmVisit(doing(owner), (await row(other))._id);
    expect((await getShopRecord(made.mall, merchant, owner.account, now)).visits.some(({ byPhone }) => byPhone)).toBe(false);
  });

  test('isn’t proved by other words, another shop’s phone, a stranger’s key, a changed signature or a phone that was taken back', async () => {
    const visit = written();
    await send(visit);
    const good = await signed(visit);
    const [neighbour] = [made.shops[0]![1]!];
    const other = await setUp(neighbour.owner, neighbour.merchant);
    const words = await signed({ ...visit, fields: { ...visit.fields, 'need-safety': '一切都好' } });
    expect(await takeSigned(doing(owner), [words])).toEqual(['waiting']);
    expect(await takeSigned(doing(neighbour.owner), [await signed(visit, other, neighbour.merchant), await signed(visit, other), good])).toEqual(['waiting', 'unknown', 'unknown']);
    expect(await takeSigned(doing(owner), [{ ...good, key: newId() }, { ...good, signature: words.signature }])).toEqual(['unknown', 'unknown']);
    await removePhone(doing(owner), merchant, phone.id);
    expect(await takeSigned(doing(owner), [good])).toEqual(['unknown']);
    expect((await row(visit)).answer).toBe('none');
  });

  test('by its code is proved by the whole of what was written, by a typed number alone by that, and the record says which', async () => {
    const [read, typed] = [written(), written()];
    await send(read);
    await send(typed);
    const code = codeOf(await wholeOf(typed));
    expect(await takeSigned(doing(owner), [await signed(read), await signedAs({ code })])).toEqual(['confirmed', 'confirmed']);
    expect([(await row(read)).proof?.digest, (await row(typed)).proof?.digest]).toEqual([await wholeOf(read), undefined]);
    const { visits } = await getShopRecord(made.mall, merchant, owner.account, now);
    expect(visits.map(({ byPhone }) => byPhone).sort()).toEqual(['number', 'whole']);
  });

  test('isn’t proved by another record with the same number, and the number alone proves neither of two', async () => {
    const visit = written();
    await send(visit);
    const good = await signed(visit);
    // What a computer may find in an hour: other words whose number is the same.
    const other = written({ fields: { outcome: 'met', note: '另一种说法' } });
    await send(other);
    const whole = await wholeOf(other);
    await Visits.updateOne({ mall: made.mall._id, clientId: other.clientId }, { $set: { counter: good.code, digest: whole } });
    expect(await takeSigned(doing(owner), [await signedAs({ code: good.code })])).toEqual(['waiting']);
    await CounterSignatures.deleteMany({ mall: made.mall._id });
    expect(await takeSigned(doing(owner), [good])).toEqual(['confirmed']);
    expect([(await row(visit)).answer, (await row(other)).answer]).toEqual(['confirmed', 'none']);
  });

  test('counts no more once its owner has gone', async () => {
    const visit = written();
    const signature = await signed(visit);
    await Memberships.updateMany({ mall: made.mall._id, account: owner.account }, { $set: { to: new Date(now.getTime() - 1) } });
    expect(await takeSigned({ ...doing(owner), actor: { ...owner, memberships: [] } }, [signature])).toEqual(['unknown']);
  });

  test('is waited for 14 days, then the signature goes', async () => {
    await takeSigned(doing(owner), [await signed(written())]);
    await proveWaiting(made.mall, new Date(now.getTime() + 13 * 24 * HOUR));
    expect(await CounterSignatures.countDocuments({ mall: made.mall._id })).toBe(1);
    await proveWaiting(made.mall, new Date(now.getTime() + 14 * 24 * HOUR));
    expect(await CounterSignatures.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('that was written down with a network is proved too, and its number is shown to its author alone, until the shop has answered', async () => {
    const sent = written({ nonce: undefined });
    const fields = { outcome: 'met' };
    const digest = await digestOf({ merchant, clientId: sent.clientId, nonce: sent.clientId, fields });
    const { visit } = await recordVisit(doing(manager), merchant, { clientId: sent.clientId, outcome: 'met', language: 'zh', note: '', carbon: false, needs: [], promises: [] }, digest);
    expect(await getShownCode(doing(manager), visit)).toMatchObject({ code: codeOf(digest) });
    const colleague = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now });
    expect(await reasonOf(getShownCode(doing(colleague), visit))).toBe(404);
    expect(await takeSigned(doing(owner), [await signed({ ...sent, nonce: sent.clientId, fields })])).toEqual(['confirmed']);
    expect(await reasonOf(getShownCode(doing(manager), visit))).toBe(404);
  });

  test('carries no number where its phone drew none', async () => {
    const visit = written({ nonce: undefined });
    await send(visit);
    expect((await row(visit)).counter).toBeUndefined();
  });
});

describe('a shop’s phone', () => {
  test('is registered by an owner, listed, and told to the pack of whoever visits', async () => {
    expect(await getPhones(doing(owner), merchant)).toMatchObject({ phones: [{ id: phone.id, mine: true }] });
    const pack = await getPack(doing(manager), { order: [], names: {} } as never);
    expect(pack.stops.filter(({ signs }) => signs).map((stop) => stop.merchant)).toEqual([merchant]);
    await removePhone(doing(owner), merchant, phone.id);
    await removePhone(doing(owner), merchant, phone.id);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: { $in: ['visit:add-phone', 'visit:remove-phone'] } })).toBe(2);
  });

  test('is nobody else’s to register, read or take back; a bad key and a sixth phone are refused', async () => {
    const stranger = made.shops[0]![1]!.owner;
    const publicKey = (await CounterKeys.findOne({ mall: made.mall._id, _id: phone.id }).lean())!.publicKey;
    for (const attempt of [addPhone(doing(stranger), merchant, { key: newId(), publicKey }), getPhones(doing(manager), merchant), removePhone(doing(stranger), merchant, phone.id)]) expect(await reasonOf(attempt)).toBe(404);
    expect(await reasonOf(addPhone(doing(owner), merchant, { key: newId(), publicKey: 'A'.repeat(124) }))).toBe('counter:refused.no-key');
    for (let n = 0; n < 4; n += 1) await setUp(owner);
    expect(await reasonOf(setUp(owner))).toBe('counter:refused.too-many');
  });

  test('what isn’t a list of signatures isn’t read', () => {
    for (const list of [[], [{}], [{ key: newId(), code: 'AAAAAAAAAAAA', signature: 'A'.repeat(88) }], [{ key: newId(), code: codeOf('A'.repeat(43)), digest: `B${'A'.repeat(42)}`, signature: 'A'.repeat(88) }], Array.from({ length: 21 }, () => ({}))]) expect(SignedListSchema.safeParse(list).success).toBe(false);
  });
});
