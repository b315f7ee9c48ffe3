import { AccessEvents } from '#models/audit.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import { cutToDay } from '#app/visits/days.ts';
import { chaseOn, blurred, draftErasedAt, noteErasedAt, tallyOf } from '#app/visits/rules.ts';
import { NO_ANSWER, NO_WISH, sealedText } from '#app/visits/sealed-wishes.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';
import type { DemoVisit } from './rounds.ts';
import { DEMO_ASKS } from './rows-of-questions.server.ts';
import { roundNames } from './words/seasons.ts';

/** Capacity that shows beside a visit: the first of the visitor's roles in that grid. */
const VISITING = ['leader', 'manager', 'assistant', 'information'];

/** The sealed wish that every shop gets with its first offer. @returns ids by shop */
export async function addWishes(filling: Filling, demo: DemoMall): Promise<Map<string, string>> {
  const wishes = new Map<string, string>();
  for (const { key } of demo.shops) wishes.set(key, await addSealed(filling, filling.id('shop', key), NO_WISH));
  return wishes;
}

async function addSealed(filling: Filling, merchant: string, value: Parameters<typeof sealedText>[2]): Promise<string> {
  const row = await sealedText({ mall: filling.mall }, merchant, value);
  filling.add(Texts, row, row.createdAt);
  return row._id;
}

/** Both rounds: what was offered, what became of it, and the tallies that follow. */
export async function addRounds(filling: Filling, demo: DemoMall): Promise<void> {
  const { mall } = filling;
  const names = roundNames(filling.day(demo.rounds.find(({ key }) => key === 'current')?.opens ?? 0));
  for (const { key, number, opens, closes, finished, figures } of demo.rounds) {
    const finishedAt = finished === undefined ? undefined : filling.moment(finished, '18:00');
    const state = finishedAt ? 'finished' : 'open';
    const asks = finishedAt ? undefined : { version: DEMO_ASKS.version, questions: DEMO_ASKS.questions.map((question) => filling.id('question', question)) };
    filling.add(Rounds, { _id: filling.id('round', key), mall, number, name: names[key], asks, opensOn: filling.day(opens), closesOn: filling.day(closes), state, inScope: demo.shops.length, figures, finishedAt }, filling.moment(opens, '10:00'));
  }
  const gridOf = new Map(demo.shops.map((shop) => [shop.key, filling.id('grid', shop.grid)]));
  const ownerOf = new Map(demo.memberships.flatMap(({ kind, shop, person }) => (kind === 'owner' && shop ? [[shop, filling.id('account', person)] as const] : [])));
  const counted: { round: string; grid: string; merchant: string }[] = [];
  const outcomes = new Map(demo.visits.map(({ key, outcome }) => [key, outcome]));
  for (const { round, shop, volunteer, day, half, met, answer } of demo.offers) {
    const on = filling.day(day);
    // Of earlier days the nightly job leaves the day only.
    const at = day < -1 ? cutToDay(on) : filling.moment(day, half === 'am' ? '11:00' : '17:00');
    const merchant = filling.id('shop', shop);
    const visit = outcomes.get(`${round}-${shop}`);
    const tries = volunteer && visit && visit !== 'met' ? [{ volunteer: filling.id('account', volunteer), outcome: visit, day: on, half, client: filling.id('client', `${round}-${shop}`, at) }] : undefined;
    const said = { ...(answer ? { answer, by: ownerOf.get(shop) ?? '' } : NO_ANSWER), ...(tries ? { tries } : {}) };
    const place = { round: filling.id('round', round), grid: gridOf.get(shop) ?? '' };
    counted.push({ ...place, merchant });
    if (!met) filling.audit({ at: blurred(filling.moment(day, '12:30')), actor: 'house', role: 'house', command: 'visit:offer', subject: `shop:${merchant}`, fields: [] });
    filling.add(Offers, { _id: filling.id('offer', `${round}-${shop}`, at), mall, ...place, merchant, day: on, half, met, answer: await addSealed(filling, merchant, said) }, at);
  }
  for (const round of new Set(counted.map((offer) => offer.round))) {
    for (const row of tallyOf(counted.filter((offer) => offer.round === round)).values()) {
      filling.add(Tallies, { _id: filling.id('tally', `${round}-${row.grid}-${row.slot}`), mall, round, ...row });
    }
  }
  for (const visit of demo.visits) if (visit.outcome === 'met') addVisit(filling, demo, visit, gridOf.get(visit.shop) ?? '', ownerOf.get(visit.shop));
}

function addVisit(filling: Filling, demo: DemoMall, visit: DemoVisit, grid: string, owner: string | undefined): void {
  const { mall } = filling;
  const { key, shop, outcome, answer, half } = visit;
  const [merchant, author, day] = [filling.id('shop', shop), filling.id('account', visit.author), filling.day(visit.day)];
  const at = visit.day < -1 ? cutToDay(day) : filling.moment(visit.day, visit.time);
  const _id = filling.id('visit', key, at);
  const about = { author, subject: `shop:${merchant}`, readers: [`shop:${merchant}`, `account:${author}`], at };
  const needs = visit.needs.map(({ program, ...said }, i) => ({
    id: filling.id('need', `${key}-${i}`, at),
    program,
    text: filling.text('need', `${key}-${i}`, { ...about, ...said, eraseAt: draftErasedAt(at) }),
    state: 'draft',
  }));
  const promises = visit.promises.map(({ due, kept, ...said }, i) => ({
    id: filling.id('promise', `${key}-${i}`, at),
    text: filling.text('promise', `${key}-${i}`, { ...about, ...said }),
    dueOn: filling.day(due),
    ...(kept ? { keptAt: filling.moment(due, '17:30') } : {}),
  }));
  const { note, contest } = visit;
  const noteText = note && filling.text('note', key, { ...about, language: note.language, words: note.words, readers: [...about.readers, ...(note.agreed ? [`grid:${grid}`] : [])], eraseAt: note.agreed ? undefined : noteErasedAt(at) });
  const answeredAt = answer === 'none' ? undefined : new Date(at.getTime() + 20 * 3600_000);
  const contestText = contest && filling.text('contest', key, { ...about, ...contest, author: owner ?? author });
  const words = { needs, promises, chaseOn: chaseOn(promises), note: noteText, noteAgreed: note?.agreed ?? false, answer, answeredAt, contest: contestText };
  filling.add(Visits, { _id, mall, clientId: filling.id('client', key, at), round: filling.id('round', visit.round), merchant, grid, author, day, half, at, outcome, ...words, version: answer === 'none' ? 1 : 2 }, at);

  const fields = ['outcome', ...(needs.length > 0 ? ['needs'] : []), ...(promises.length > 0 ? ['promises'] : []), ...(note ? ['note'] : [])];
  const held = demo.terms.filter((term) => term.person === visit.author && filling.id('grid', term.grid) === grid).map(({ role }) => role as string);
  const role = VISITING.find((one) => held.includes(one)) ?? 'volunteer';
  filling.audit({ at: filling.moment(visit.day, visit.time), actor: author, role, command: 'visit:record', subject: `shop:${merchant}`, target: _id, fields });
  if (answer !== 'none' && owner && answeredAt) {
    const command = { confirmed: 'visit:confirm', corrected: 'visit:correct', contested: 'visit:contest' }[answer];
    filling.audit({ at: answeredAt, actor: owner, role: 'owner', command, subject: `shop:${merchant}`, target: _id, fields: contest ? ['answer', 'contest'] : ['answer'] });
  }
  if (visit.day >= -14) {
    const id = filling.id('look', key, at);
    filling.add(AccessEvents, { _id: id, mall, subject: `shop:${merchant}`, viewer: author, role, purpose: 'visit-day', day, at }, at);
  }
}
