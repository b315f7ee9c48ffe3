import { isLanguage, LANGUAGES } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { getRequestDetail } from '../detail.server.ts';
import { type Entered, mayJoin } from './commands.server.ts';

/** What the other side sees by her code: the same that her account would show her, and nothing more. */
export async function getSideView({ mall, found, actor }: Entered, signedIn: Actor | null, now: Date) {
  const { number, stage, outcome, turn, zone, sides, happened, can, holding, closes, shop } = await getRequestDetail(actor, mall, found.row.number, now);
  const talk = happened.filter(({ words }) => words).map(({ seq, type, at, room, by, words }) => ({ seq, type, at, room, by, words }));
  return {
    number,
    mall: mall.name,
    languages: LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language)),
    zone,
    stage,
    outcome,
    turn,
    closes,
    asker: sides?.asker ?? {},
    shop: shop?.names ?? null,
    holding,
    rooms: sides?.rooms ?? [],
    talk,
    can: { takePart: can.takePart ?? false, stayOut: can.stayOut ?? false, confirm: can.confirm ?? false, notSolved: can.notSolved ?? false, endTalks: can.endTalks ?? false, declineWorker: can.declineWorker ?? false },
    mayJoin: mayJoin(mall, signedIn),
  };
}
export type SideView = Awaited<ReturnType<typeof getSideView>>;
