import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { Attachments } from '#models/attachment.server.ts';
import { Notices } from '#models/notice.server.ts';
import { Erasures } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { openFile, type ReadyFile } from '#app/platform/files.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { buildPdf } from '#tests/factories/pdf.ts';
import { correctNotice } from './correcting.server.ts';
import { deliveriesUnderWay } from './delivering.server.ts';
import { filesOf, readNoticeFiles, type Voices } from './files.server.ts';
import { forgetExpired } from './jobs.server.ts';
import { getNotice, getReadable } from './queries.server.ts';
import { KEPT_AFTER_EXPIRY } from './rules.ts';
import { sendNotice } from './sending.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const DAY = 24 * 3600_000;
const webm = Buffer.from('1a45dfa3010000000000001f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701', 'hex');
const voice = (mark: string): ReadyFile => ({ kind: 'audio', type: 'audio/webm', bytes: Buffer.from(`voice ${mark}`) });
const picture: ReadyFile = { kind: 'image', type: 'image/webp', bytes: Buffer.from('a picture'), width: 4, height: 3 };

let made: MadeMall;
let officer: Actor;
const words = { class: 'information' as const, original: 'zh' as const, title: { zh: '电梯停用', ug: 'لىفت توختايدۇ' }, body: {} };
const send = async (voices: Voices<ReadyFile>, pictures: ReadyFile[] = [], more: Record<string, string> = {}) => {
  const id = await sendNotice({ mall: made.mall, actor: officer, now }, { ...words, ...more, to: [`grid:${made.grids[0]}`] }, { files: { voices, pictures } });
  await deliveriesUnderWay();
  return id;
};
const rowOf = async (id: string) => (await Notices.findOne({ mall: made.mall._id, _id: id }).lean())!;
const shown = async (actor: Actor, id: string, language: 'zh' | 'ug' | 'ru' = 'zh') => (await getNotice({ mall: made.mall._id, actor, language, now }, id)).files;
const statusOf = (work: Promise<unknown>) => work.then(() => 200, (error: unknown) => (error as Response).status);
const refused = async (form: FormData) => {
  const error = await readNoticeFiles(form).catch((caught: unknown) => caught);
  if (!(error instanceof Refusal)) throw new Error('It was not refused.');
  return [error.field, error.reason.key];
};
const formOf = (files: Record<string, [Buffer, string]>) => {
  const form = new FormData();
  for (const [name, [bytes, called]] of Object.entries(files)) form.append(name.replace(/\d$/, ''), new File([new Uint8Array(bytes)], called));
  return form;
};

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
});
afterEach(deliveriesUnderWay);

describe('what goes with a notice', () => {
  it('is heard and seen by whoever has it and whoever may follow it, in the reader’s language first; for everybody else there is no such notice', async () => {
    const id = await send({ zh: voice('zh'), ug: voice('ug') }, [picture]);
    const [reader, stranger] = [made.shops[0]?.[0]?.owner as Actor, made.shops[1]?.[0]?.owner as Actor];
    expect((await shown(reader, id, 'ug')).voices.map(({ language }) => language)).toEqual(['ug', 'zh']);
    expect((await shown(officer, id)).pictures).toHaveLength(1);
    const leaderElsewhere = await buildVolunteer(made.mall._id, made.grids[1] as string, 'leader', { now });
    expect([await statusOf(getReadable(made.mall._id, stranger, id)), await statusOf(getReadable(made.mall._id, leaderElsewhere, id)), await statusOf(getReadable(made.mall._id, reader, id))]).toEqual([404, 404, 200]);
    const [file = ''] = filesOf(await rowOf(id));
    expect((await openFile(made.mall._id, file, [`notice:${id}`]))?.bytes.toString()).toBe('voice zh');
    const other = await send({});
    expect(await openFile(made.mall._id, file, [`notice:${other}`])).toBeNull();
    expect(Buffer.from((await Attachments.findOne({ mall: made.mall._id, _id: file }).lean())!.cipher.buffer).includes('voice')).toBe(false);
  });

  it('is read by its own bytes: recordings by language, pictures drawn anew, each page of a PDF a picture', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a2' } }).jpeg().toBuffer();
    const read = await readNoticeFiles(formOf({ 'voice-ug': [webm, 'voice'], pictures1: [photo, 'a.jpg'], pictures2: [buildPdf(['0 0 9 9 re f', '0 0 5 5 re f']), 'b.pdf'] }));
    expect(Object.keys(read.voices)).toEqual(['ug']);
    expect(read.pictures.map(({ type }) => type)).toEqual(['image/webp', 'image/webp', 'image/webp']);
    expect(await refused(formOf({ 'voice-kk': [Buffer.from('no sound'), 'voice'] }))).toEqual(['voice-kk', 'form.not-a-recording']);
    expect(await refused(formOf({ pictures: [Buffer.from('%PDF-1.7 broken'), 'c.pdf'] }))).toEqual(['pictures', 'form.not-a-paper']);
    expect(await refused(formOf({ pictures: [buildPdf(Array(9).fill('0 0 9 9 re f')), 'd.pdf'] }))).toEqual(['pictures', 'form.too-many-pages']);
    expect(await refused(formOf({ pictures: [Buffer.from('<svg/>'), 'e.svg'] }))).toEqual(['pictures', 'form.not-a-picture']);
  });

  it('stays as long as the notice, a recording at most thirty days from the moment it goes out, and is gone for good after that', async () => {
    const id = await send({ zh: voice('zh') }, [picture], { lastDay: '2026-05-20' });
    const { voices = {}, pictures = [], expiresAt } = await rowOf(id);
    const dayOf = async (file = '') => (await Attachments.findOne({ mall: made.mall._id, _id: file }).lean())?.eraseAt;
    expect(await dayOf(pictures[0])).toEqual(new Date(expiresAt!.getTime() + KEPT_AFTER_EXPIRY));
    expect(await dayOf(voices.zh)).toEqual(new Date(now.getTime() + 30 * DAY));
    await keepMall(made.mall._id, new Date(now.getTime() + 31 * DAY));
    expect(await shown(officer, id)).toEqual({ voices: [], pictures });
    const over = new Date(expiresAt!.getTime() + KEPT_AFTER_EXPIRY + DAY);
    await forgetExpired(made.mall._id, over);
    await keepMall(made.mall._id, over);
    expect(await Attachments.countDocuments({ mall: made.mall._id })).toBe(0);
    expect((await Erasures.find({ mall: made.mall._id, collectionName: 'attachments' }).lean()).flatMap(({ ids }) => ids)).toEqual(expect.arrayContaining([voices.zh, pictures[0]]));
  });

  it('corrected, it loses the recordings of the words that changed and no others; a new one takes an old one’s place', async () => {
    const id = await send({ zh: voice('zh'), ug: voice('ug'), ru: voice('ru') }, [picture]);
    const before = (await rowOf(id)).voices!;
    await correctNotice({ mall: made.mall, actor: officer, now }, id, { ...words, still: true, title: { ...words.title, zh: '电梯明天停用' } }, { ru: voice('anew') });
    await deliveriesUnderWay();
    const after = await rowOf(id);
    expect(Object.keys(after.voices!).sort()).toEqual(['ru', 'ug']);
    expect(after.voices!.ug).toBe(before.ug);
    expect(after.voices!.ru).not.toBe(before.ru);
    expect(await Attachments.countDocuments({ mall: made.mall._id, _id: { $in: [before.zh ?? '', before.ru ?? ''] } })).toBe(0);
    expect((await shown(officer, id)).pictures).toHaveLength(1);
  });
});
