import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allModels, type CatalogueEntry, fieldCatalogue } from '#models/define-model.server.ts';
import { readSources, type SourceFile } from './imports.ts';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/field-catalogue.md');
/** Made by the maker of models itself; the same on every collection, and about nobody. */
const MADE = ['_id', 'mall', 'createdAt', 'updatedAt'];

/** RIGHTS.md and DESIGN.md, "The line that is never crossed": what no field may hold, by the words it would be called. */
const FORBIDDEN = [
  ['ethnicity', /ethnic|nationalit|\bnation\b|race$|tribe|minority/i],
  ['religion', /relig|faith|mosque|church|worship|hajj|halal/i],
  ['family', /famil|marital|married|spouse|husband|wife|child(ren)?\b|parents$|relative|household/i],
  ['travel', /travel|passport|visa\b|abroad|border|trip\b/i],
  ['employment', /employ|occupation|jobTitle|salary|wage[sd]?$/i],
  ['income', /income|revenue|turnover|earning|debt|wealth/i],
  ['address books', /addressBook|contacts$|friends/i],
  ['biometrics', /biometr|fingerprint|faceId|voicePrint|iris\b|dna\b/i],
  ['device data', /deviceId|imei|\bmac\b|userAgent|hardware|ipAddress|^ip$/i],
  ['location tracks', /latitude|longitude|^lat$|^lng$|geolocation|gps|track$|whereabouts|position$/i],
  ['scores and ratings of people', /score|rating|\brank|trustLevel|risk|reputation|grade|points$|pace$/i],
  ['birth and papers of a person', /birth|idNumber|idCard|identityCard|gender|\bsex\b|\bage$/i],
  ['surveillance', /camera|video|suspic|watchlist|blacklist|incident(Of|By)|informant|tip(Off)?$/i],
  ['hidden notes', /hidden|secretNote|internalNote|remark/i],
  ['free tags', /^tags?$|labels?Of|keyword/i],
] as const;

let schemaFields: Map<string, string[]>;
beforeAll(async () => {
  for (const file of readdirSync(join(root, 'models'))) if (file.endsWith('.server.ts')) await import(join(root, 'models', file));
  schemaFields = new Map(allModels().map(({ collection, model }) => [collection, Object.keys(model.schema.paths)]));
});

const line = (field: string, { purpose, subject, readers, keep }: CatalogueEntry) => `| \`${field}\` | ${purpose} | ${subject} | ${readers} | ${keep} |`;

/** `docs/field-catalogue.md`, from the models themselves. */
function written(): string {
  const scope = new Map(allModels().map(({ collection, scope: where }) => [collection, where]));
  const tables = [...fieldCatalogue].sort(([a], [b]) => (a < b ? -1 : 1)).map(([collection, fields]) => {
    const rows = Object.entries(fields).map(([field, entry]) => line(field, entry));
    const where = scope.get(collection) === 'mall' ? 'One mall’s' : 'Of the installation';
    return [`## ${collection}`, `${where}.`, '', '| field | what for | about whom | who ever reads it | kept at most |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
  });
  const head = [
    '# Field catalogue',
    '',
    'Every field that is stored, and the only door to a new one: what for, about whom, who may ever read it, how long it is kept.',
    'Made from the models; a test compares both and fails on a field that is missing here. To write it again: `UPDATE=1 npx vitest run tests/guards/field-catalogue.test.ts`.',
    'Besides these, every document carries `_id` (a random UUIDv7), `createdAt`, `updatedAt` and, on a mall’s collections, `mall`.',
  ].join('\n');
  return `${head}\n\n${tables.join('\n\n')}\n`;
}

describe('the field catalogue', () => {
  it('knows every field of every model, and no field that isn’t stored', () => {
    for (const [collection, fields] of schemaFields) {
      const stored = fields.filter((field) => !MADE.includes(field)).map((field) => field.split('.')[0]!);
      const catalogued = Object.keys(fieldCatalogue.get(collection) ?? {}).filter((field) => !MADE.includes(field));
      expect([collection, [...new Set(stored)].sort()]).toEqual([collection, catalogued.sort()]);
    }
    expect([...fieldCatalogue.keys()].sort()).toEqual([...schemaFields.keys()].sort());
  });

  it('says for every field what for, about whom, for whom and how long', () => {
    const bare = [...fieldCatalogue].flatMap(([collection, fields]) =>
      Object.entries(fields).flatMap(([field, { purpose, subject, readers, keep }]) => (purpose && subject && readers && keep ? [] : [`${collection}.${field}`])),
    );
    expect(bare).toEqual([]);
  });

  it('names every mall’s document by its mall, in every index first', () => {
    for (const { collection, scope, model, acrossMalls } of allModels()) {
      if (scope !== 'mall') continue;
      expect([collection, model.schema.paths.mall?.isRequired]).toEqual([collection, true]);
      const wrong = model.schema.indexes().filter(([keys]) => Object.keys(keys)[0] !== 'mall' && !acrossMalls.some((known) => JSON.stringify(known) === JSON.stringify(keys)));
      expect([collection, wrong]).toEqual([collection, []]);
    }
  });

  it('stores no field by an unknown name: schemas are strict', () => {
    for (const { collection, model } of allModels()) expect([collection, model.schema.get('strict')]).toEqual([collection, 'throw']);
  });

  it.each(FORBIDDEN)('RIGHTS: has nothing on %s', (_concept, words) => {
    const found = [...fieldCatalogue].flatMap(([collection, fields]) => Object.keys(fields).filter((field) => words.test(field)).map((field) => `${collection}.${field}`));
    expect(found.filter((field) => !ALLOWED.has(field))).toEqual([]);
  });

  const inside = namesInside();
  it.each(FORBIDDEN)('RIGHTS: nor inside a stored object, a form or a schema: %s', (_concept, words) => {
    expect(inside.filter(({ name }) => words.test(name)).filter(({ name }) => !ALLOWED_INSIDE.has(name))).toEqual([]);
  });

  it('is the page docs/field-catalogue.md', () => {
    if (process.env.UPDATE) writeFileSync(page, written());
    expect(existsSync(page) && readFileSync(page, 'utf8')).toBe(written());
  });
});

/** Names of properties in models, of fields in forms and of keys in schemas. */
function namesInside(): { path: string; name: string }[] {
  const named = (files: readonly SourceFile[], pattern: RegExp) => files.flatMap(({ path, source }) => [...source.matchAll(pattern)].map(([, name = '']) => ({ path, name })));
  const app = readSources('app');
  return [
    ...named(readSources('models'), /^\s+([a-z]\w*)\??:/gim),
    ...named(app.filter(({ path }) => path.endsWith('.tsx')), /<(?!Icon|Shape)[A-Za-z]+\b[^<>]*?\sname="([\w-]+)"/g),
    ...named(app.filter(({ path }) => path.endsWith('/schema.ts')), /^\s+([a-z]\w*):/gim),
  ];
}

/** Words that mean something else here; each with what it means. */
const ALLOWED = new Map([['ratelimits.points', 'how often something was tried within an hour']]);
const ALLOWED_INSIDE = new Map([['points', 'how often something was tried within an hour']]);
