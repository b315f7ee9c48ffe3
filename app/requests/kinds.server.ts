import { offersProgram, programsOn, type SettingsInEffect } from '#app/platform/mall-settings.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { ABOUT_US } from './about-us/kind.ts';
import { type Kind, UNSORTED } from './engine/kind.ts';

interface KnownProgram {
  id: string;
  general: string;
  kinds: readonly Kind[];
}

/** Programs hand their kinds over, since the engine imports none of them. */
const programs = () => singleton('request-programs', () => new Map<string, KnownProgram>());

export function registerProgram(program: KnownProgram): void {
  programs().set(program.id, program);
}

export function listKinds(): Kind[] {
  return [UNSORTED, ABOUT_US, ...[...programs().values()].flatMap((program) => program.kinds)];
}

export function findKind(id: string): Kind | null {
  return listKinds().find((kind) => kind.id === id) ?? null;
}

/** The kind of a stored request. @throws when its program isn't registered: a mistake of the house, not of a person */
export function getKind(id: string): Kind {
  const kind = findKind(id);
  if (!kind) throw new Error(`No program has registered the kind ${id}.`);
  return kind;
}

interface Here {
  settings?: SettingsInEffect;
}

/** A kind with the time limits of this mall: the one place where the engine's clocks meet its settings. */
export function kindIn({ settings }: Here, kind: Kind): Kind {
  const own = settings?.clocks?.[kind.id];
  return own ? { ...kind, clocks: { ...kind.clocks, ...own } } : kind;
}

/** A kind that can be asked for here; null when there is none with that id, its program is off, or it is given to people by name. */
export function openKind(mall: Here, id: string): Kind | null {
  const kind = findKind(id);
  return kind && kind.ladder !== 'named' && offersProgram(mall, kind.program) ? kindIn(mall, kind) : null;
}

/** The kinds of the programs that this mall offers, in its order. */
export function listOpenKinds(mall: Here): Kind[] {
  return programsOn(mall, [...programs().keys()]).flatMap((id) => programs().get(id)?.kinds ?? []);
}

/** What somebody chose who asked: a kind, only a program, or nothing. Null when that doesn't exist, isn't offered here or doesn't fit together. */
export function chosenKind(mall: Here, program: string | undefined, kind: string | undefined): Kind | null {
  if (!program && !kind) return kindIn(mall, UNSORTED);
  const found = openKind(mall, kind ?? programs().get(program ?? '')?.general ?? '');
  return found && (!program || found.program === program) ? found : null;
}
