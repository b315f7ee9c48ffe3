import { Malls } from '#models/mall.server.ts';
import { Requests, type RequestRow } from '#models/request.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type Actor, officesOf } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findFileCards, type FileCard, openFile } from '#app/platform/files.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { findTargets } from '#app/platform/search.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { mallsUnder } from '#app/mall/roles/roles.server.ts';
import { findCase, findCases, type OpenCase, workingOf } from '#app/requests/case.server.ts';
import { clocksOf } from '#app/requests/engine/clocks.ts';
import type { Purpose } from '#app/requests/engine/commands.ts';
import { wordsIn } from '#app/requests/engine/events.ts';
import { officeScope } from '#app/requests/finding.server.ts';
import { readNumber } from '#app/requests/numbers.ts';
import { factsOf } from '#app/requests/people.server.ts';
import { isOfOffice } from '#app/requests/policy.ts';

/** Everything of an open consent; a consent that was taken back matches nothing. */
const openTo = (office: string) => ({ 'passedTo.office': office, 'passedTo.takenBackAt': { $exists: false } });

export interface OfficeClock {
  state: 'running' | 'soon' | 'over' | 'paused';
  used: number;
  leftMinutes: number;
  overMinutes: number;
  dueAt: Date | null;
}

export interface PassedOnRow {
  number: string;
  /** Absent when the consent doesn't name the words. */
  words: { text: string; language: string } | null;
  stage: string;
  outcome: string | null;
  /** Null once it no longer waits for the office. */
  clock: OfficeClock | null;
}

function clockOf(found: OpenCase, mall: KnownMall, now: Date): OfficeClock | null {
  if (found.state.stage !== 'passed-on') return null;
  const clock = clocksOf(found.kind, found.events, now, workingOf(mall)).find(({ name }) => name === 'next-update');
  if (!clock || clock.state === 'done') return null;
  const used = clock.limitMinutes > 0 ? clock.usedMinutes / clock.limitMinutes : 1;
  const running = used >= 0.8 ? 'soon' : 'running';
  return {
    state: clock.state === 'running' ? running : clock.state,
    used,
    leftMinutes: clock.leftMinutes,
    overMinutes: Math.max(0, clock.usedMinutes - clock.limitMinutes),
    dueAt: clock.dueAt ?? null,
  };
}

/** Requests as lines of a list: their words only where the consent names them. */
async function linesOf(office: string, mall: KnownMall, cases: readonly OpenCase[], now: Date): Promise<PassedOnRow[]> {
  const texts = await readTexts(mall._id, cases.map(({ state }) => state.title), [`office:${office}`]);
  return cases.map((found) => {
    const { row, state } = found;
    const title = state.title ? texts.get(state.title) : undefined;
    return { number: row.number, words: title ? { text: title.words, language: title.language } : null, stage: state.stage, outcome: state.outcome ?? null, clock: clockOf(found, mall, now) };
  });
}

const FOUND = 20;
/** Looked at for as many: a consent may have been taken back meanwhile. */
const LOOKED_AT = 40;

/** What was passed on to this office in a mall, by number or by the words that were passed on. Each that is found is a look. */
export async function searchPassedOn(actor: Actor, office: string, mall: KnownMall, query: string, now: Date): Promise<PassedOnRow[]> {
  if (!officesOf(actor).includes(office)) return [];
  const number = readNumber(query);
  const targets = await findTargets(mall._id, [officeScope(office)], query, LOOKED_AT, now);
  const rows = await Requests.find({ mall: mall._id, _id: { $in: targets.map(({ target }) => target) } }, { number: 1 }).lean();
  const numberOf = new Map(rows.map((row) => [row._id, row.number]));
  const numbers = [...(number ? [number] : []), ...targets.flatMap(({ target }) => numberOf.get(target) ?? [])];
  const cases = await findCases(mall._id, [...new Set(numbers)]);
  const open = cases.filter(({ state }) => state.passed?.office === office && isOfOffice(factsOf(actor, mall._id, undefined), state)).slice(0, FOUND);
  for (const { state } of open) await recordLook({ mall: mall._id, subject: `account:${state.requester}`, viewer: actor.account, role: 'official', purpose: 'search', day: dayIn(now, mall.zone), now });
  return linesOf(office, mall, open, now);
}

/** What stands with the office by consent: first what waits for it, by its clock; the rest, newest first. */
export async function listPassedOn(office: string, mall: KnownMall, now: Date): Promise<PassedOnRow[]> {
  const rows = await Requests.find({ mall: mall._id, ...openTo(office) }, { number: 1 }).sort({ 'passedTo.at': -1 }).limit(50).lean();
  const shown = await linesOf(office, mall, await findCases(mall._id, rows.map((row) => row.number)), now);
  const urgency = ({ clock }: PassedOnRow) => (clock ? clock.leftMinutes - clock.overMinutes : Infinity);
  return shown.sort((a, b) => urgency(a) - urgency(b));
}

interface Opened {
  mall: KnownMall;
  found: OpenCase;
}

/**
 * A request that stands with this office by its requester's consent.
 * @throws a 404 Response for everything else: another office's, one never passed on, and at once when the consent is taken back
 */
export async function getPassedOnCase(actor: Actor, office: string, number: string, now: Date): Promise<Opened> {
  const code = number.split('-')[0] ?? '';
  const malls = await Malls.find({ code, state: 'open', _id: { $in: await mallsUnder(office) } }, { _id: 1 }).limit(20).lean();
  for (const { _id } of malls) {
    const [mall, row]: [KnownMall | null, Pick<RequestRow, 'number'> | null] = await Promise.all([
      findMallById(_id, now),
      Requests.findOne({ mall: _id, number, ...openTo(office) }, { number: 1 }).lean(),
    ]);
    const found = mall && row && (await findCase(_id, number));
    if (found && found.state.passed?.office === office && isOfOffice(factsOf(actor, _id, undefined), found.state)) return { mall, found };
  }
  throw notFound();
}

export interface PassedOnView {
  number: string;
  passedAt: Date;
  purpose: Purpose;
  words: { text: string; language: string } | null;
  /** What was said, as far as the consent or the talk with the office goes. */
  thread: { id: string; at: Date; role: string; text: string; language: string }[];
  photos: FileCard[];
  stage: string;
  outcome: string | null;
  clock: OfficeClock | null;
  takenOn: boolean;
  turn: number;
  zone: string;
}

/** Exactly what was passed by consent: words and files whose readers name this office, and nothing else of the request. */
export async function viewOfPassedOn(office: string, { mall, found }: Opened, now: Date): Promise<PassedOnView> {
  const { row, state, events } = found;
  const { passed } = state;
  if (!passed) throw notFound();
  const said = wordsIn(events);
  const [texts, photos] = await Promise.all([readTexts(mall._id, said.texts, [`office:${office}`]), findFileCards(mall._id, passed.parts.filter((part) => said.attachments.includes(part)))]);
  const title = state.title ? texts.get(state.title) : undefined;
  const thread = events.flatMap((event) => {
    const text = 'text' in event.facts && event.facts.text && event.facts.text !== state.title ? texts.get(event.facts.text) : undefined;
    return text ? [{ id: text.id, at: event.at, role: event.role, text: text.words, language: text.language }] : [];
  });
  return {
    number: row.number,
    passedAt: passed.at,
    purpose: passed.purpose,
    words: title ? { text: title.words, language: title.language } : null,
    thread,
    photos: [...photos.values()],
    stage: state.stage,
    outcome: state.outcome ?? null,
    clock: clockOf(found, mall, now),
    takenOn: state.holder.kind === 'office' && state.holder.account !== undefined,
    turn: state.turn,
    zone: mall.zone,
  };
}

/** One file that the consent names. @throws a 404 Response */
export async function getPassedOnFile(office: string, { mall, found }: Opened, file: string): Promise<{ type: string; bytes: Buffer }> {
  const opened = found.state.passed?.parts.includes(file) ? await openFile(mall._id, file, [`office:${office}`]) : null;
  if (!opened) throw notFound();
  return opened;
}
