import { beforeEach, describe, expect, it } from 'vitest';
import { AccessEvents, AuditEvents } from '#models/audit.server.ts';
import { Letters } from '#models/letter.server.ts';
import { DataSendings } from '#models/mall-settings.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { eraseAccount } from '#app/record/erase.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { loader as deskLoader } from '../desk.tsx';
import { askLetter, answerLetter, closeLetter, takeBackLetter, translateLetter } from './commands.server.ts';
import { registerLetterKeeping } from './keeping.server.ts';
import { loader as ownLoader } from './letter.tsx';
import { loader as officeLoader } from './office-letter.tsx';
import { listBox, listPublished } from './queries.server.ts';
import type { AskLetter, LetterAnswer } from './schema.ts';

const DAY = 24 * 3600_000;
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);
const WORDS = 'باج ئىسپاتى نەدە؟';

let made: MadeMall;
let amina: Actor;
let official: Actor;
let council: Actor;

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: ago(300) });
  amina = made.shops[0]![0]!.owner;
  official = await buildOfficial(made.office, { now: ago(300), names: { zh: '马主任' } });
  council = await buildOfficer(made.mall._id, { now: ago(300) });
});

const doing = (actor: Actor, hours = 1) => ({ mall: made.mall, actor, now: ago(hours) });
const ask = (over: Partial<AskLetter> = {}, hours = 20, words = WORDS) => askLetter(doing(amina, hours), { to: 'office', open: 'on', signed: 'nobody', ...over, words: { language: 'ug', words } });
const inZh = (words: string, over: Partial<LetterAnswer> = {}): LetterAnswer => ({ act: 'answer', original: 'zh', 'answer-zh': words, ...over }) as LetterAnswer;
const published = async (language: 'zh' | 'ug' | 'ru' | 'kk-Arab' = 'zh') => (await listPublished(made.mall, language, 1)).rows;
const statusOf = (trying: Promise<unknown>) => trying.then(() => 200, (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(thrown)));
const refusalOf = (trying: Promise<unknown>) => trying.then(() => 'done', (thrown: { reason?: { key: string } }) => thrown.reason?.key);

async function args(actor: Actor, path: string, params: Record<string, string>) {
  const { cookie } = await startSession(actor.account, 'mine', undefined, new Date(), { strong: true });
  return { request: new Request(`http://localhost${path}`, { headers: { Cookie: cookie.split(';')[0] ?? '' } }), params, context: {} as never };
}
const officePage = async (actor: Actor, letter: string) => (await officeLoader(await args(actor, `/office/${made.office}/letters/${letter}`, { office: made.office, letter }))).letter;
const desk = async () => deskLoader(await args(official, `/office/${made.office}`, { office: made.office }));

describe('RIGHTS: a question to the office', () => {
  it('reaches the office without name, shop or account, with one clock for both', async () => {
    const id = await ask();
    const [asker, reader] = [(await ownLoader(await args(amina, `/m/${made.mall.slug}/letters/${id}`, { mall: made.mall.slug, letter: id }))).letter, await officePage(official, id)];
    expect(reader).toMatchObject({ words: { text: WORDS, language: 'ug' }, signature: null, open: true, published: false });
    expect(Math.round(reader.clock!.leftMinutes)).toBe(Math.round(asker.clock!.leftMinutes));
    expect(reader.clock!.dueAt).toEqual(asker.clock!.dueAt);
    const seen = JSON.stringify([reader, await desk(), await listBox(made.mall, `office:${made.office}`, new Date())]);
    expect(seen).toContain(WORDS);
    for (const hidden of [amina.account, made.shops[0]![0]!.merchant, made.shops[0]![0]!.number]) expect(seen).not.toContain(hidden);
  });

  it('says who asks only where she added it', async () => {
    const shop = made.shops[0]![0]!;
    expect((await officePage(official, await ask({ signed: shop.merchant }))).signature).toMatchObject({ unit: shop.number });
    expect((await officePage(official, await ask({ signed: 'name' }))).signature).toMatchObject({ unit: null });
    expect(await refusalOf(ask({ signed: made.shops[0]![1]!.merchant }))).toBe('form.not-a-choice');
  });

  it('isn’t there for anybody else: other offices, officers, her own grid, other merchants', async () => {
    const id = await ask();
    const elsewhere = (await makeMall({ now: ago(300) })).office;
    const others = [await buildOfficial(elsewhere, { now: ago(300) }), council, await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: ago(300) }), made.shops[0]![1]!.owner];
    for (const other of others) {
      expect(await statusOf(officePage(other, id))).toBe(404);
      expect(await statusOf(answerLetter(doing(other), id, inZh('x')))).toBe(404);
      expect(await statusOf(takeBackLetter(doing(other), id))).toBe(404);
      expect(await statusOf(closeLetter(doing(other), id))).toBe(404);
    }
    expect(await statusOf(officePage(official, await ask({ to: 'council' })))).toBe(404);
  });

  it('is public only when it is answered, and only if its asker wants that', async () => {
    const open = await ask();
    const closed = await ask({ open: undefined }, 20, 'مەخپىي سوئال');
    expect(await published()).toEqual([]);
    await answerLetter(doing(official), open, inZh('税务大厅一楼。'));
    await answerLetter(doing(official), closed, inZh('只对您说。'));
    const shown = await published();
    expect(shown.map(({ id }) => id)).toEqual([open]);
    expect(shown[0]).toMatchObject({ signature: null, answer: { text: '税务大厅一楼。', own: true }, question: { text: WORDS, language: 'ug' } });
    for (const hidden of [amina.account, official.account, made.shops[0]![0]!.merchant, '只对您说']) expect(JSON.stringify(shown)).not.toContain(hidden);
    await closeLetter(doing(amina), open);
    expect(await published()).toEqual([]);
    expect((await officePage(official, open)).published).toBe(false);
  });

  it('one that names somebody isn’t asked openly, and may be answered to its asker alone', async () => {
    const { names } = (await import('#models/merchant.server.ts').then(({ Merchants }) => Merchants.findOne({ mall: made.mall._id, _id: made.shops[1]![0]!.merchant }).lean()))!;
    const naming = `Why does ${names.en ?? names.zh} block the stairs?`;
    expect(await refusalOf(ask({}, 20, naming))).toBe('letters:refused.names-somebody');
    expect(await refusalOf(ask({}, 20, 'Call me: 0991 555 12 34'))).toBe('letters:refused.names-somebody');
    await ask({ open: undefined }, 20, naming);
    const id = await ask();
    await answerLetter(doing(official), id, inZh('只答复您。', { keepClosed: 'on' }));
    expect(await published()).toEqual([]);
  });

  it('an answer stands in all five languages, those not yet written marked with the original', async () => {
    const id = await ask();
    await answerLetter(doing(official), id, inZh('周五。', { 'answer-ru': 'В пятницу.' }));
    expect((await published('ru'))[0]!.answer).toEqual({ text: 'В пятницу.', language: 'ru', own: true });
    expect((await published('ug'))[0]!.answer).toEqual({ text: '周五。', language: 'zh', own: false });
    expect((await officePage(official, id)).missing).toEqual(['ug', 'kk', 'en']);
    await translateLetter(doing(official, 0.5), id, { act: 'translate', language: 'kk', answer: 'Жұмада.', question: 'Қайда?' });
    const [kazakh] = await published('kk-Arab');
    expect(kazakh).toMatchObject({ answer: { language: 'kk-Arab', own: true }, question: { language: 'kk-Arab', own: true } });
    expect((await officePage(official, id)).missing).toEqual(['ug', 'en']);
  });

  it('is answered once; taken back before that, nothing of it is left', async () => {
    const id = await ask();
    await answerLetter(doing(official), id, inZh('一'));
    expect(await refusalOf(answerLetter(doing(official), id, inZh('二')))).toBe('form.changed-meanwhile');
    expect(await refusalOf(takeBackLetter(doing(amina), id))).toBe('form.changed-meanwhile');
    const other = await ask();
    const { words } = (await Letters.findOne({ mall: made.mall._id, _id: other }).lean())!;
    await takeBackLetter(doing(amina), other);
    expect([await Letters.countDocuments({ mall: made.mall._id, _id: other }), await Texts.countDocuments({ mall: made.mall._id, _id: words })]).toEqual([0, 0]);
    expect(await statusOf(officePage(official, other))).toBe(404);
  });

  it('warns the office of its own late answer, until it has answered', async () => {
    const id = await ask({}, 24 * 10);
    expect((await desk()).warnings).toEqual([{ kind: 'own-late-answer', saw: { what: 'late', number: null, overMinutes: expect.any(Number) }, act: { path: `letters/${id}` } }]);
    await answerLetter(doing(official), id, inZh('晚了，抱歉。'));
    expect(await desk()).toMatchObject({ warnings: [], questions: [] });
  });

  it('who opened and who answered stands on the asker’s record; what went to the office on the public list, by no name', async () => {
    const id = await ask();
    await officePage(official, id);
    await officePage(official, id);
    await answerLetter(doing(official), id, inZh('好'));
    const subject = `account:${amina.account}`;
    expect(await AccessEvents.find({ mall: made.mall._id, subject }).lean()).toMatchObject([{ viewer: official.account, role: 'official', purpose: 'letter' }]);
    expect((await AuditEvents.find({ mall: made.mall._id, subject, target: id }).sort({ at: 1 }).lean()).map(({ command, role }) => [command, role])).toEqual([['letter:ask', 'self'], ['letter:answer', 'official']]);
    const sent = await DataSendings.find({ mall: made.mall._id }).lean();
    expect(sent).toMatchObject([{ receiver: `office:${made.office}`, what: 'question', count: 1 }]);
    expect(JSON.stringify(sent)).not.toContain(amina.account);
  });

  it('the sockets carry the letter’s id to its addressee and its asker, and to nobody else', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => void heard.push(event));
    const id = await ask();
    await answerLetter(doing(official), id, inZh('好'));
    const toCouncil = await ask({ to: 'council' });
    stop();
    const rooms = heard.filter(({ type }) => type.startsWith('letter:')).map(({ id: what, type, rooms: to }) => [what, type, [...to].sort()]);
    expect(rooms).toEqual([
      [id, 'letter:asked', [`office:${made.office}`]],
      [id, 'letter:answered', [`account:${amina.account}`, `office:${made.office}`].sort()],
      [toCouncil, 'letter:asked', [`mall-officers:${made.mall._id}`]],
    ]);
  });
});

describe('the council’s letter box', () => {
  it('works the same way, for the council alone', async () => {
    const id = await ask({ to: 'council' });
    const lead = await buildOfficer(made.mall._id, { now: ago(300), post: 'lead' });
    expect(await statusOf(answerLetter(doing(lead), id, inZh('x')))).toBe(404);
    expect(await statusOf(answerLetter(doing(official), id, inZh('x')))).toBe(404);
    await answerLetter(doing(council), id, inZh('欢迎来听。'));
    expect(await published()).toMatchObject([{ id, toCouncil: true, answer: { text: '欢迎来听。' } }]);
  });
});

describe('RIGHTS: Keeping, and erasing', () => {
  it('words and row are gone 90 days after the answer, public or not', async () => {
    registerLetterKeeping();
    const id = await ask();
    await answerLetter(doing(official), id, inZh('好'));
    await keepMall(made.mall._id, new Date(Date.now() + 80 * DAY));
    expect(await published()).toHaveLength(1);
    await keepMall(made.mall._id, new Date(Date.now() + 91 * DAY));
    expect([await Letters.countDocuments({ mall: made.mall._id }), await Texts.countDocuments({ mall: made.mall._id })]).toEqual([0, 0]);
  });

  it('they are in what she takes with her, and nothing of them stays when she erases herself', async () => {
    const id = await ask();
    await answerLetter(doing(official), id, inZh('答复内容'));
    const taken = JSON.stringify(await exportRecord(amina, new Date()));
    for (const mine of [id, WORDS, '答复内容']) expect(taken).toContain(mine);
    await eraseAccount({ actor: amina, now: new Date() });
    expect([await published(), await Letters.countDocuments({ mall: made.mall._id }), await Texts.countDocuments({ mall: made.mall._id })]).toEqual([[], 0, 0]);
  });
});
