import { type VisitChoice, VisitChoices } from '#models/visit-choice.server.ts';
import { type Visit, Visits } from '#models/visit.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { withRetry } from '../offering.server.ts';
import { visitingGridsIn, visitingRole } from '../policy.ts';
import { chaseOn } from '../rules.ts';
import { type Doing, ownersOf, recordLink } from '../visitable.server.ts';
import { type Chooser, getGroup, type Group, merge, seenOf } from './queries.server.ts';
import { asideOf, type MergedField, onceOf } from './rules.ts';
import type { Choosing } from './schema.ts';

const role = ({ mall, actor }: Doing, as: Chooser): string => (as === 'shop' ? 'owner' : (visitingRole(actor, mall._id, visitingGridsIn(actor, mall._id)[0] ?? '') ?? 'volunteer'));

interface Chosen {
  field: MergedField;
  stands: string[];
}
/** What the form says, and once what was said twice in the same words. What stands already is chosen no second time. */
function chosenFrom(parts: Choosing['parts'], merged: readonly MergedField[]): Chosen[] {
  const asked = parts.map(({ field: name, stands }): Chosen => {
    const field = merged.find((one) => one.field === name);
    if (!field || (stands !== 'all' && !field.versions.includes(stands))) throw new Refusal('form.changed-meanwhile');
    return { field, stands: stands === 'all' ? field.versions : [stands] };
  });
  const twice = merged.filter(({ state }) => state === 'same').map((field) => ({ field, stands: onceOf(field) }));
  return [...asked, ...twice].filter(({ field, stands }) => field.state !== 'chosen' || field.stands.join() !== stands.join());
}

/**
 * Says part by part which of the visits of one day stands. Nothing is erased or written over: the words stay where they are, and
 * a row is added about who chose what. A need that was set aside becomes no request, a promise is chased no more.
 * @throws {Refusal} when a visit arrived or changed since the page was shown
 */
export async function chooseVersions(doing: Doing, asked: { merchant: string; day: string; as: Chooser }, { seen, parts }: Choosing): Promise<void> {
  const { mall, actor, now } = doing;
  const { merchant, day, as } = asked;
  const group = await getGroup(doing, asked);
  if (seenOf(group.visits) !== seen) throw new Refusal('form.changed-meanwhile');
  const chosen = chosenFrom(parts, merge(group.visits, group.words, group.choices));
  const [first] = group.visits;
  if (!first || chosen.length === 0) return;
  const by = { by: actor.account, role: role(doing, as) };
  const rows = chosen.map(({ field, stands }): NewRow<VisitChoice> => {
    const replaces = group.choices.filter((one) => one.field === field.field).map(({ _id }) => _id);
    return { _id: newId(), mall: mall._id, merchant, round: first.round, day, field: field.field, seen: field.versions, stands, replaces, ...by };
  });
  const told = await whoIsTold(doing, as, merchant, group.visits);
  await withRetry(() =>
    runCommand({ name: 'visit:choose', mall: mall._id, actor, role: by.role, subject: `shop:${merchant}`, target: first._id, now }, async (tx) => {
      const after = merge(group.visits, group.words, [...group.choices, ...(rows as VisitChoice[])]);
      for (const visit of group.visits) {
        const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version }, { ...asideUpdate(visit, asideOf(visit._id, after)), $inc: { version: 1 } }, { session: tx.session });
        if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
        tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [`shop:${merchant}`, `account:${visit.author}`] });
      }
      await insertRows(tx, VisitChoices, rows);
      for (const { accounts, link } of told) await notify(tx, { accounts, template: 'visit-chosen', params: { shop: merchant }, link, author: actor.account, role: by.role });
      tx.changed(...new Set(chosen.map(({ field }) => field.field.split('-')[0] ?? 'form')));
    }),
  );
}

/** What was set aside is chased no more; what stands again is. */
function asideUpdate(visit: Visit, aside: string[]): object {
  const next = aside.includes('promises') ? undefined : chaseOn(visit.promises);
  return {
    $set: { ...(aside.length > 0 && { aside }), ...(next && { chaseOn: next }) },
    $unset: { ...(aside.length === 0 && { aside: 1 }), ...(!next && { chaseOn: 1 }) },
  };
}

/** Whoever wrote them, and the shop where its volunteer chose: everybody who reads them but the chooser. */
async function whoIsTold({ mall, actor, now }: Doing, as: Chooser, merchant: string, visits: Group['visits']): Promise<{ accounts: string[]; link: string }[]> {
  const authors = [...new Set(visits.map(({ author }) => author))].filter((account) => account !== actor.account);
  const owners = as === 'author' ? await ownersOf(mall._id, merchant, now) : [];
  return [
    ...(authors.length > 0 ? [{ accounts: authors, link: `/m/${mall.slug}/visits/${merchant}` }] : []),
    ...(owners.length > 0 ? [{ accounts: owners, link: recordLink(merchant) }] : []),
  ];
}
