/** What a mall has so far, counted by {@link readFacts}. */
export interface Facts {
  booths: number;
  /** Booths in no grid yet. */
  homeless: number;
  shops: number;
  grids: number;
  /** Grids that nobody manages now. */
  unmanaged: number;
  /** Of two: names in the mall's languages, days off in the calendar. */
  set: number;
  rounds: number;
}

export type StepKey = 'map' | 'grids' | 'roster' | 'volunteers' | 'settings' | 'round';
export interface Step {
  key: StepKey;
  /** What its sentence counts. */
  count: number;
  state: 'done' | 'now' | 'next';
  /** Below `/m/:mall/manage/`. */
  path: string;
}

/** What a new association does one after the other, each ticked by what is there; the first that isn't done is now. */
export function stepsOf({ booths, homeless, shops, grids, unmanaged, set, rounds }: Facts): Step[] {
  const steps: (Omit<Step, 'state'> & { done: boolean })[] = [
    { key: 'map', path: 'map-import', count: booths, done: booths > 0 },
    { key: 'grids', path: 'grids', count: homeless, done: grids > 0 && homeless === 0 },
    { key: 'roster', path: 'roster', count: shops, done: shops > 0 },
    { key: 'volunteers', path: 'roles', count: unmanaged, done: grids > 0 && unmanaged === 0 },
    { key: 'settings', path: 'settings', count: set, done: set === 2 },
    { key: 'round', path: 'rounds', count: rounds, done: rounds > 0 },
  ];
  const first = steps.findIndex(({ done }) => !done);
  return steps.map(({ done, ...step }, at) => ({ ...step, state: done ? 'done' : at === first ? 'now' : 'next' }));
}
