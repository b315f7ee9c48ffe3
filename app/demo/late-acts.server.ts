import { RequestParts } from '#models/request-part.server.ts';
import { Requests } from '#models/request.server.ts';
import { actOnPlan, offerPlan } from '#app/office/help-plans/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { actorOf, readAccounts } from '#app/platform/actors.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { proposeMeeting } from '#app/requests/meetings/commands.server.ts';
import { actOnParts, answerPart } from '#app/requests/parts/commands.server.ts';
import type { Words } from '#app/requests/words.server.ts';
import { addDays } from '#app/visits/days.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';
import type { DemoRequest } from './requests.ts';

const MINUTE = 60_000;
const zh = (words: string): Words => ({ language: 'zh', words });

interface Stage {
  filling: Filling;
  demo: DemoMall;
  mall: KnownMall;
}

/** Somebody as she is when she signs in. */
async function actorById({ filling }: Stage, account: string): Promise<Actor> {
  const known = (await readAccounts([account], filling.now)).get(account);
  if (!known) throw new Error(`The demonstration has no account ${account}.`);
  return actorOf(known, '', known.names.zh ?? '');
}

const actorNamed = (stage: Stage, person: string): Promise<Actor> => actorById(stage, stage.filling.id('account', person));

/** The request of this course and kind, by its number and id. */
async function requestOf({ filling, demo }: Stage, fits: (request: DemoRequest) => boolean): Promise<{ request: DemoRequest; number: string }> {
  const request = demo.requests.find(fits);
  const rows = (filling.rows.get(Requests as never) ?? []) as { number: string }[];
  const row = rows.find(({ number }) => number.split('-')[2]?.startsWith(request?.digits ?? ' '));
  if (!request || !row) throw new Error('The demonstration lacks a request that something should happen to.');
  return { request, number: row.number };
}

/** Whoever works on it. */
async function workerOf(stage: Stage, number: string): Promise<Actor> {
  const row = await Requests.findOne({ mall: stage.mall._id, number }, { worker: 1 }).lean();
  return actorById(stage, row?.worker ?? '');
}

/**
 * What has just happened when the mall opens, by the commands that people use: parts with the property management, a review
 * that waits for the leader, a meeting that waits for the merchant, a signature, a help plan under way. Everything is done
 * while the mall is still being filled, so that a killed filling leaves nothing of it behind.
 */
export async function playLateActs(filling: Filling, demo: DemoMall, mall: KnownMall): Promise<void> {
  const stage = { filling, demo, mall };
  const ago = (minutes: number) => new Date(filling.now.getTime() - minutes * MINUTE);
  const act = (actor: Actor, number: string, command: RequestCommand, minutes: number, words: Words) => actOnRequest({ mall, actor, now: ago(minutes) }, number, { command, words });

  await givePart(stage, (one) => one.kind === 'repair' && one.grid === 9 && one.course === 'taken-on', '灯箱不亮，请带灯管来看一下，店里 19 点前都有人。', ago(7));
  const part = await givePart(stage, (one) => one.kind === 'hazard' && one.course === 'in-progress' && one.words.language === 'zh', '灭火器过期，请换新的，换好拍一张照片。', ago(6));
  await answerPart({ mall, actor: await actorNamed(stage, 'partner'), now: ago(5) }, part, 'accept', undefined);

  const leaking = await requestOf(stage, (one) => one.grid === 9 && one.course === 'reopened');
  await act(await actorNamed(stage, 'supervisor'), leaking.number, { type: 'openReview' }, 6, zh('同一个水龙头修了两次，还是漏。请看看换垫子够不够，是不是该换阀门。'));

  const fabrics = await requestOf(stage, (one) => one.shop === 'F1-067' && one.course === 'in-progress');
  const tomorrow = addDays(filling.today, 1);
  await proposeMeeting({ mall, actor: await actorNamed(stage, 'assistant'), now: ago(5) }, fabrics.number, { day: tomorrow, from: '11:00', until: '11:30' }, { language: 'kk', words: 'Дүкеніңіздің алдында кездесейік, арбаны бірге қарайық.' });

  const minded = await requestOf(stage, (one) => one.course === 'minding');
  const owner = await actorNamed(stage, minded.request.requester);
  await act(owner, minded.number, { type: 'sign' }, 4, zh(owner.name));
  await act(await workerOf(stage, minded.number), minded.number, { type: 'markDone', outcome: 'solved' }, 3, zh('店门钥匙和柜台都交还了。'));

  await offerHelp(stage, tomorrow, ago(4), ago(2));
}

/** One day for the property management. @returns the part's id */
async function givePart(stage: Stage, fits: (request: DemoRequest) => boolean, words: string, at: Date): Promise<string> {
  const { filling, mall } = stage;
  const { number } = await requestOf(stage, fits);
  await actOnParts({ mall, actor: await workerOf(stage, number), now: at }, number, { intent: 'give', to: `partner:${filling.id('partner', 'property-management')}`, limit: '1d', words: undefined }, zh(words));
  const row = await RequestParts.findOne({ mall: mall._id, number }, { _id: 1 }).lean();
  return row?._id ?? '';
}

/** An office that lends a sweeping machine and takes the pavement upon itself; the council has agreed. */
async function offerHelp(stage: Stage, until: string, offeredAt: Date, answeredAt: Date): Promise<void> {
  const { filling, demo, mall } = stage;
  const official = await actorNamed(stage, 'official');
  const plan = await offerPlan({ mall, actor: official, now: offeredAt }, filling.id('office', demo.mall.office), {
    language: 'zh',
    missing: '北门外人行道积雪结冰，推货车进出不便。',
    tasks: [{ row: 1, words: '清理北门外人行道的冰，撒防滑沙', days: 2 }, { row: 2, words: '和公交公司商量把站牌移近一点', days: 10 }],
    loans: [{ row: 1, words: '小型扫雪机一台', kind: 'equipment', from: 'office', until: addDays(until, 6) }],
  }, filling.today);
  const council = await actorNamed(stage, 'council-1');
  await actOnPlan({ mall, actor: council, now: answeredAt }, { act: 'accept', plan });
}
