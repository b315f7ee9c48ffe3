import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { LADDERS } from '#app/requests/engine/ladder.ts';
import { STAGES } from '#app/requests/engine/stages.ts';
import { REFUSALS } from '#app/requests/engine/verdict.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import type { ProgramDefinition } from './definition.ts';
import { findProgram, PROGRAMS } from './registry.ts';

type Words = { [key: string]: string | Words };
const wordsOf = (language: string, namespace: string): Words => JSON.parse(readFileSync(`locales/${language}/${namespace}.json`, 'utf8')) as Words;
const at = (words: Words, path: string): unknown => path.split('/').reduce<unknown>((found, key) => (found as Words | undefined)?.[key], words);

/** RIGHTS.md, "Ladders": what never enters a grid. */
const CONFIDENTIAL = ['mediation', 'legal-question', 'legal-appointment', 'wages', 'find-work', 'health-help', 'clinic-place', 'permit', 'licence-expiring'];

const definitions: ProgramDefinition[] = Object.values(PROGRAMS);
const kinds = definitions.flatMap((definition) => definition.kinds.map((kind) => ({ ...kind, of: definition.id })));

describe.each(definitions)('The program $id', ({ id, general, kinds: own }) => {
  it('is found under its own name, in the order of the house', () => {
    expect(findProgram(id)?.id).toBe(id);
    expect(PROGRAM_IDS).toContain(id);
  });

  it('can be asked for today: one of its kinds is its general one, and all are its own', () => {
    expect(own.map((kind) => kind.id)).toContain(general);
    expect(own.map((kind) => kind.program)).toEqual(own.map(() => id));
  });

  it.each(CONTENT_LANGUAGES)('says in %s what it is for, for whom, which papers, and each of its kinds', (language) => {
    const [services, words] = [wordsOf(language, 'services'), wordsOf(language, 'programs')];
    for (const part of ['headline', 'about', 'who', 'papers', 'ask']) expect(at(services, `${part}/${id}`), part).toMatch(/\S/);
    const paths = own.flatMap((kind) => [`kind/${kind.id}/name`, `kind/${kind.id}/example`, ...kind.facts.flatMap((field) => [`fact/${field.id}`, ...(field.type === 'choice' ? field.options.map((option) => `option/${option}`) : [])])]);
    for (const path of paths) expect(at(words, path), path).toMatch(/\S/);
  });
});

describe.each(kinds)('The kind $id', (kind) => {
  it('has a ladder, and its limits are working minutes in their order', () => {
    expect(Object.keys(LADDERS)).toContain(kind.ladder);
    expect(kind.clocks['first-response']).toBeGreaterThan(0);
    expect(kind.clocks.solution).toBeGreaterThanOrEqual(kind.clocks['first-response']);
  });

  it('draws its way from stages that it has, beginning with received and ending closed', () => {
    expect(kind.way[0]).toBe('received');
    expect(kind.way.at(-1)).toBe('closed');
    for (const stage of kind.way) expect(kind.stages[stage], stage).toBeDefined();
  });

  it('can climb, wait and be taken back: the stages that the engine itself leads to are there', () => {
    const asked = kind.sides === 'two' ? [] : (['waiting-for-you', 'passed-on'] as const);
    for (const stage of ['handed-up', 'in-progress', 'sent-back', 'done', 'closed', 'reopened', 'withdrawn', ...asked] as const) expect(kind.stages[stage], stage).toBeDefined();
    for (const rule of Object.values(kind.stages)) for (const to of Object.values(rule.on)) expect(to === undefined || to === 'same' || to === 'before' || STAGES.includes(to)).toBe(true);
    for (const rule of Object.values(kind.stages)) for (const to of Object.values(rule.on)) if (to && to !== 'same' && to !== 'before') expect(kind.stages[to], to).toBeDefined();
  });

  it('asks for each fact once, in closed words; what belongs to all is shown with a picture and seen by a second person', () => {
    expect(new Set(kind.facts.map(({ id }) => id)).size).toBe(kind.facts.length);
    for (const field of kind.facts) if (field.type === 'choice') expect(new Set(field.options).size).toBe(field.options.length);
    expect([kind.evidence, kind.closes]).toEqual(kind.about === 'place' ? ['photo', 'second-person'] : [kind.id === 'mind-shop' ? 'signature' : null, kind.sides === 'two' ? 'both-parties' : 'requester']);
  });

  it('asks about nobody else’s shop', () => {
    expect(['own', 'place']).toContain(kind.about);
  });
});

describe('RIGHTS: Ladders', () => {
  it('what is confidential there is confidential here, and on the program’s ladder', () => {
    const hidden = kinds.filter((kind) => kind.confidential);
    for (const id of CONFIDENTIAL) expect(hidden.map((kind) => kind.id)).toContain(id);
    expect(hidden.map((kind) => kind.ladder)).toEqual(hidden.map(() => 'program'));
  });

  it('no two kinds share a name', () => {
    expect(new Set(kinds.map((kind) => kind.id)).size).toBe(kinds.length);
  });
});

describe('PROGRAMS: Dispute mediation', () => {
  it('has two sides, and nothing of it ever goes to an office or waits for a silence to end', () => {
    const [mediation] = kinds.filter(({ sides }) => sides === 'two');
    expect(kinds.filter(({ sides }) => sides === 'two').map(({ id }) => id)).toEqual(['mediation']);
    const commands = Object.values(mediation!.stages).flatMap((rule) => Object.keys(rule.on));
    for (const never of ['passOn', 'suggestOffice', 'share', 'closeUnanswered', 'setAside']) expect(commands).not.toContain(never);
  });
});

describe('RIGHTS: Speaking about others', () => {
  it('hazards and shared places are about a place, everything else about the asker’s own matter', () => {
    expect(kinds.filter((kind) => kind.about === 'place').map((kind) => kind.id).sort()).toEqual(['cleaning', 'defect', 'hazard']);
  });
});

describe('A "no" of the engine', () => {
  it.each(CONTENT_LANGUAGES)('has its sentence in %s', (language) => {
    const words = wordsOf(language, 'requests');
    for (const reason of REFUSALS) expect(at(words, `refusal/${reason}`), reason).toMatch(/\S/);
  });
});
