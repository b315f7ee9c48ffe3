import { type NoticeAudience, Notices } from '#models/notice.server.ts';
import { levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { isOfficer } from '#app/platform/actor.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { translateText, writeText } from '#app/platform/texts.server.ts';
import { countReach } from './audiences.server.ts';
import type { Doing } from './commands.server.ts';
import { startDelivery } from './delivering.server.ts';
import { canSend, type Places } from './policy.ts';
import { expiryOf, KEPT_AFTER_EXPIRY } from './rules.ts';
import type { NoticeInput } from './schema.ts';

type PerLanguage = NoticeInput['original'];
type Words = Partial<Record<PerLanguage, string | undefined>>;

/** `['level:…', 'grid:…']` as the composer's addresses and fields name places. */
export function placesOf(to: readonly string[]): Places {
  if (to.includes('mall')) return { kind: 'mall' };
  const of = (kind: string) => [...new Set(to.filter((place) => place.startsWith(`${kind}:`)).map((place) => place.slice(kind.length + 1)))];
  return { kind: 'places', levels: of('level'), grids: of('grid') };
}

/** @throws {Refusal} when a place isn't one of this mall */
export async function audienceOf(mall: string, to: readonly string[]): Promise<NoticeAudience> {
  const places = placesOf(to);
  if (places.kind === 'mall') return places;
  const { levels, grids } = places;
  const there = new Set([...(await levelsOf(mall)), ...(await listGrids(mall))].map((place) => place._id));
  if (![...levels, ...grids].every((id) => there.has(id))) throw new Refusal('form.not-a-choice', 'to');
  if (levels.length === 0) return { kind: 'grids', ids: grids };
  if (grids.length === 0) return { kind: 'levels', ids: levels };
  return { kind: 'places', levels, grids };
}

/**
 * Sends to an audience that is frozen now: notice, words and rule in one transaction; that row is also the job, whose batches
 * follow by {@link startDelivery}. Languages left empty are readers' "not yet translated", never silently missing.
 * @throws {Refusal} not hers to send, nobody there, no words in the original's language
 * @returns the notice's id
 */
export async function sendNotice({ mall, actor, now }: Doing, input: NoticeInput): Promise<string> {
  if (!canSend(actor, mall._id, { class: input.class, to: placesOf(input.to) })) throw new Refusal('notices:refused.not-yours', 'to');
  const audience = await audienceOf(mall._id, input.to);
  const main = input.class === 'information' ? input.title : input.added;
  if (!main[input.original] && (input.class === 'information' || Object.values(main).some(Boolean) || input.fixed === 'recall')) {
    throw new Refusal('notices:refused.no-original', `${input.class === 'information' ? 'title' : 'added'}-${input.original}`);
  }
  if (input.class === 'must-acknowledge' && input.until <= input.from) throw new Refusal('notices:refused.until-before-from', 'until');
  if (input.class === 'information' && !input.body[input.original] && Object.values(input.body).some(Boolean)) {
    throw new Refusal('notices:refused.no-original', `body-${input.original}`);
  }
  const { accounts } = await countReach(mall._id, audience, now);
  if (accounts === 0) throw new Refusal('notices:refused.nobody', 'to');

  const id = newId();
  const role = isOfficer(actor, mall._id) ? 'officer' : 'leader';
  await runCommand({ name: 'notice:send', mall: mall._id, actor, role, subject: 'none', target: id, now }, async (tx) => {
    const write = (words: Words) => writeInAll(tx, { notice: id, author: actor.account, original: input.original, words });
    const what =
      input.class === 'information'
        ? { title: (await write(input.title)) ?? '', body: await write(input.body) }
        : { template: `fixed.${input.fixed}`, params: { day: input.day, from: input.from, until: input.until }, body: await write(input.added) };
    const row = { _id: id, mall: mall._id, class: input.class, audience, author: actor.account, role, sentAt: now, expiresAt: expiryOf(now) };
    await Notices.create([{ ...row, ...what, state: 'queued', accounts, queued: 0 }], { session: tx.session });
  });
  startDelivery(mall._id, id);
  return id;
}

interface ToWrite {
  notice: string;
  author: string;
  original: PerLanguage;
  words: Words;
}

/** @returns the text's id; none where nothing was written */
async function writeInAll(tx: Tx, { notice, author, original, words }: ToWrite): Promise<string | undefined> {
  const own = words[original];
  if (!own) return undefined;
  const eraseAt = new Date(expiryOf(tx.now).getTime() + KEPT_AFTER_EXPIRY);
  const id = await writeText(tx, { language: original, words: own, author, subject: 'mall', readers: [`notice:${notice}`], eraseAt });
  for (const [language, said] of Object.entries(words)) if (said && language !== original) await translateText(tx, id, language, said, author);
  return id;
}
