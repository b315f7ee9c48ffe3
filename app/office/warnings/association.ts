/** From when on the association is warned. An officer changes them. */
export interface Rules {
  alikeCount: number;
  alikeHours: number;
  trendLeast: number;
  trendPercent: number;
}
export const USUAL_RULES: Rules = { alikeCount: 4, alikeHours: 24, trendLeast: 5, trendPercent: 50 };

/** Somebody asked for something in a grid; `who`: the shop, or the account without one. */
export interface Asked {
  grid: string;
  kind: string;
  who: string;
  at: Date;
}
export interface Alike {
  topic: string;
  grid: string;
  kind: string;
  count: number;
}

export const alikeTopic = ({ grid, kind }: Pick<Asked, 'grid' | 'kind'>): string => `alike/${grid}/${kind}`;
export const TREND = 'trend';

/** Many alike in one corner within hours, each shop once; only what came after somebody took it in hand. */
export function manyAlike(asked: readonly Asked[], { alikeCount, alikeHours }: Rules, quiet: ReadonlyMap<string, Date>, now: Date): Alike[] {
  const from = now.getTime() - alikeHours * 3600_000;
  const groups = new Map<string, { first: Asked; who: Set<string> }>();
  for (const one of asked) {
    const topic = alikeTopic(one);
    const since = quiet.get(topic)?.getTime() ?? 0;
    if (one.at.getTime() <= Math.max(from, since)) continue;
    const group = groups.get(topic) ?? { first: one, who: new Set<string>() };
    group.who.add(one.who);
    groups.set(topic, group);
  }
  return [...groups].flatMap(([topic, { first, who }]) => (who.size >= alikeCount ? [{ topic, grid: first.grid, kind: first.kind, count: who.size }] : [])).sort((a, b) => b.count - a.count);
}

export interface Trend {
  now: number;
  /** Mean of the weeks before. */
  usual: number;
}

/** Clocks that ran out in the last seven days against the weeks before, the newest first; null while they don't run out more than they did. */
export function clockTrend([week = 0, ...before]: readonly number[], { trendLeast, trendPercent }: Rules): Trend | null {
  const usual = before.length > 0 ? before.reduce((sum, one) => sum + one, 0) / before.length : 0;
  return week >= trendLeast && week >= usual * (1 + trendPercent / 100) ? { now: week, usual } : null;
}
