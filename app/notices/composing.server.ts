import { type GridCard, levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { type Actor, isOfficer } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { countReach, type Reach } from './audiences.server.ts';
import { canAskForAcknowledgement, canSend, gridsLed } from './policy.ts';
import { PlacesSchema } from './schema.ts';
import { audienceOf, placesOf } from './sending.server.ts';

export interface Places {
  mall: boolean;
  levels: { id: string; shortName: string }[];
  grids: GridCard[];
}

export interface Composer {
  places: Places;
  /** Chosen places that are the actor's to write to. */
  to: string[];
  reach: Reach | null;
  mayAsk: boolean;
}

/** What the composer offers its writer, and how many the chosen places reach now. Wrong or foreign places are simply not chosen. */
export async function getComposer({ mall, actor, now }: { mall: string; actor: Actor; now: Date }, asked: readonly string[]): Promise<Composer> {
  const officer = isOfficer(actor, mall);
  const led = gridsLed(actor, mall);
  const [grids, levels] = await Promise.all([listGrids(mall), officer ? levelsOf(mall) : []]);
  const places = {
    mall: officer,
    levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })).reverse(),
    grids: grids.filter((grid) => officer || led.includes(grid._id)).map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
  };
  const only = !officer && places.grids.length === 1 ? [`grid:${places.grids[0]?._id}`] : [];
  const chosen = PlacesSchema.safeParse(asked.length > 0 ? [...new Set(asked)] : only);
  const to = chosen.success && canSend(actor, mall, { class: 'information', to: placesOf(chosen.data) }) ? chosen.data : [];
  const reach = to.length > 0 ? await reachOf(mall, to, now) : null;
  return { places, to: reach ? to : [], reach, mayAsk: canAskForAcknowledgement(actor, mall) };
}

async function reachOf(mall: string, to: readonly string[], now: Date): Promise<Reach | null> {
  try {
    return await countReach(mall, await audienceOf(mall, to), now);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
