import { PROGRAM_IDS } from '#app/components/programs.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type GridCard, levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { ownTradeNames, tradesOf } from '#app/mall/settings/trades.server.ts';
import { type Actor, GRID_ROLES, isOfficer } from '#app/platform/actor.ts';
import { programsOn } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { countReach, type Reach } from './audiences.server.ts';
import { canAskForAcknowledgement, canSend, gridsLed, speaksForMall } from './policy.ts';
import { PlacesSchema } from './schema.ts';
import { audienceOf, placesOf } from './sending.server.ts';

export interface Places {
  mall: boolean;
  levels: { id: string; shortName: string }[];
  grids: GridCard[];
  /** With the mall's own names where it gave any. */
  trades: { id: string; names?: Localized }[];
  roles: string[];
  programs: string[];
}

export interface Composer {
  places: Places;
  /** Chosen places that are the actor's to write to. */
  to: string[];
  reach: Reach | null;
  mayAsk: boolean;
}

/** What there is for this actor to choose from. */
async function placesFor(mall: KnownMall, actor: Actor): Promise<Places> {
  const all = speaksForMall(actor, mall._id);
  const led = gridsLed(actor, mall._id);
  const [grids, levels] = await Promise.all([listGrids(mall._id), all ? levelsOf(mall._id) : []]);
  const own = ownTradeNames(mall);
  return {
    mall: all,
    levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })).reverse(),
    grids: grids.filter((grid) => all || led.includes(grid._id)).map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
    trades: all ? tradesOf(mall).filter(({ retired }) => !retired).map(({ id }) => ({ id, names: own[id] })) : [],
    roles: all ? [...GRID_ROLES] : [],
    programs: isOfficer(actor, mall._id) ? programsOn(mall, PROGRAM_IDS) : [],
  };
}

/** What the composer offers its writer, and how many the chosen places reach now. Wrong or foreign places are simply not chosen. */
export async function getComposer({ mall, actor, now }: { mall: KnownMall; actor: Actor; now: Date }, asked: readonly string[]): Promise<Composer> {
  const places = await placesFor(mall, actor);
  const only = !isOfficer(actor, mall._id) && places.grids.length === 1 ? [`grid:${places.grids[0]?._id}`] : [];
  const chosen = PlacesSchema.safeParse(asked.length > 0 ? [...new Set(asked)] : only);
  const to = chosen.success && canSend(actor, mall._id, { class: 'information', to: placesOf(chosen.data) }) ? chosen.data : [];
  const reach = to.length > 0 ? await reachOf(mall, to, now) : null;
  return { places, to: reach ? to : [], reach, mayAsk: canAskForAcknowledgement(actor, mall._id) };
}

async function reachOf(mall: KnownMall, to: readonly string[], now: Date): Promise<Reach | null> {
  try {
    return await countReach(mall._id, await audienceOf(mall, to), now);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
