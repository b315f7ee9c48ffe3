import mongoose, { type IndexDefinition, type IndexOptions, type Model, Schema, type SchemaDefinitionProperty } from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { askByIndex } from './index-served-queries.server.ts';

/** Whose personal matter a field is: RIGHTS.md, "Subjects". */
export type FieldSubject = 'none' | 'account' | 'shop' | 'case';

/** Who may ever read a field; the policies decide the single case. */
export type FieldReaders =
  | 'everyone'
  | 'mall'
  | 'grid'
  | 'officers'
  | 'case'
  | 'subject'
  | 'author and subject'
  | 'office by consent'
  | 'operator'
  | 'nobody';

export interface CatalogueEntry {
  purpose: string;
  subject: FieldSubject;
  readers: FieldReaders;
  /** Longest keeping time, in words; the nightly job's rules carry the same ones. */
  keep: string;
}

export interface FieldSpec {
  schema: SchemaDefinitionProperty;
  purpose: string;
  catalogue: Partial<CatalogueEntry>;
}

export interface ModelSpec<T> {
  collection: string;
  /** `mall`: every query must name its mall. `installation`: accounts, sessions, offices and what the house itself keeps. */
  scope: 'mall' | 'installation';
  /** What holds for every field that doesn't say otherwise. */
  about: Omit<CatalogueEntry, 'purpose'>;
  fields: { [K in Exclude<keyof T, 'mall' | 'createdAt' | 'updatedAt' | '_id'>]-?: FieldSpec } & { mall?: FieldSpec };
  /** Each begins with `mall` on a mall's collection; the maker adds it. */
  indexes?: [IndexDefinition, IndexOptions?][];
  /** Indexes of a mall's collection for what leaves the guard: one person's rows in all malls. */
  indexesAcrossMalls?: IndexDefinition[];
  /** Pages remember its rows for a moment (app/platform/memory.server.ts): writes are told to whoever listens. */
  remembered?: true;
}

/** What every stored document carries. Times are UTC. */
export interface Stored {
  _id: string;
  createdAt: Date;
  updatedAt: Date;
}
export interface InMall extends Stored {
  mall: string;
}

/** Collection → field → why it is stored. Filled as models are defined; `docs/field-catalogue.md` and its test read it. */
export const fieldCatalogue = new Map<string, Record<string, CatalogueEntry>>();
const definedModels = new Map<string, { model: Model<never>; spec: ModelSpec<never> }>();

/** Every model defined so far, for indexes, backup and the catalogue test. */
export function allModels(): { collection: string; scope: 'mall' | 'installation'; model: Model<never>; acrossMalls: readonly IndexDefinition[] }[] {
  return [...definedModels.values()].map(({ model, spec }) => ({ collection: spec.collection, scope: spec.scope, model, acrossMalls: spec.indexesAcrossMalls ?? [] }));
}

const written = new Set<(collection: string) => void>();
/** Calls back after each write to a collection that is `remembered`; inside a transaction that is before its commit. */
export function onWrite(listener: (collection: string) => void): void {
  written.add(listener);
}

/** For what is written past the model: tells of it as {@link onWrite} promises. */
export function tellWritten({ modelName, collection }: Pick<Model<never>, 'modelName' | 'collection'>): void {
  if (definedModels.get(modelName)?.spec.remembered) written.forEach((listener) => listener(collection.collectionName));
}

const WRITES = ['updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'findOneAndUpdate', 'findOneAndDelete', 'replaceOne'] as const;
function tellWrites(schema: Schema, collection: string): void {
  const tell = () => written.forEach((listener) => listener(collection));
  schema.post([...WRITES], tell);
  schema.post('save', tell);
  schema.post('insertMany', tell);
  schema.post('bulkWrite', tell);
}

const SCOPED = ['find', 'findOne', 'findOneAndUpdate', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'countDocuments', 'distinct'] as const;

/**
 * Makes one collection's model: string UUIDv7 ids, timestamps, strict schema and filters, a catalogue entry per field,
 * and on a mall's collection a guard that throws when a query doesn't name its mall.
 * Leave the guard with `.setOptions({ dangerouslyAcrossMalls: true })`, which a reviewer can search for.
 */
export function defineModel<T extends Stored>(name: string, spec: ModelSpec<T>): Model<T> {
  const fields = spec.fields as Record<string, FieldSpec>;
  fieldCatalogue.set(
    spec.collection,
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, { ...spec.about, purpose: field.purpose, ...field.catalogue }])),
  );

  const definition: Record<string, SchemaDefinitionProperty> = { _id: { type: String, default: uuidv7 } };
  if (spec.scope === 'mall') definition.mall = { type: String, required: true };
  for (const [key, field] of Object.entries(fields)) definition[key] = field.schema;

  const schema = new Schema(definition, {
    collection: spec.collection,
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    timestamps: true,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
  });
  for (const [keys, options] of spec.indexes ?? []) {
    schema.index(spec.scope === 'mall' ? { mall: 1, ...(keys as object) } : keys, options);
  }
  for (const keys of spec.indexesAcrossMalls ?? []) schema.index(keys);
  // The embedded engine reads a whole collection where a filter isn't covered by one index: docs/decisions/0063.
  if (spec.scope === 'mall') schema.index({ mall: 1, _id: 1 });
  if (spec.scope === 'mall') guardMall(schema, spec.collection);
  if (spec.remembered) tellWrites(schema, spec.collection);

  mongoose.set('overwriteModels', true);
  const model = mongoose.model(name, schema) as unknown as Model<T>;
  askByIndex(model.collection, wholeIndexes(schema));
  definedModels.set(name, { model: model as unknown as Model<never>, spec: spec as unknown as ModelSpec<never> });
  return model;
}

/** Fields of each index that holds every row: a partial one may leave out what is asked for. */
function wholeIndexes(schema: Schema): string[][] {
  const whole = schema.indexes().filter(([, options]) => !options.partialFilterExpression && !options.sparse);
  return [['_id'], ...whole.map(([fields]) => Object.keys(fields))];
}

function guardMall(schema: Schema, collection: string): void {
  schema.pre([...SCOPED], function () {
    if (this.getOptions().dangerouslyAcrossMalls) return;
    if (typeof this.getFilter().mall !== 'string') throw new Error(`A query on ${collection} does not name its mall.`);
  });
  schema.pre('aggregate', function () {
    if (this.options.dangerouslyAcrossMalls) return;
    const first = this.pipeline()[0] as { $match?: { mall?: unknown } } | undefined;
    if (typeof first?.$match?.mall !== 'string') throw new Error(`An aggregation on ${collection} does not begin with its mall.`);
  });
}

/** Creates the indexes that the models declare; repeatable. */
export async function ensureIndexes(): Promise<void> {
  for (const { model } of definedModels.values()) {
    await model.createCollection();
    await model.createIndexes();
  }
}

const property = (schema: SchemaDefinitionProperty) => (purpose: string, catalogue: Partial<CatalogueEntry> = {}): FieldSpec => ({ schema, purpose, catalogue });

/** The field builders: `required` unless the name says `maybe`. */
export const text = property({ type: String, required: true });
export const maybeText = property({ type: String });
export const number = property({ type: Number, required: true });
export const maybeFlag = property({ type: Boolean });
export const maybeNumber = property({ type: Number });
export const flag = property({ type: Boolean, required: true, default: false });
export const date = property({ type: Date, required: true });
export const maybeDate = property({ type: Date });
export const texts = property({ type: [String], default: () => [] });
export const maybeTexts = property({ type: [String], default: undefined });
export const bytes = property({ type: Buffer, required: true });
export const maybeBytes = property({ type: Buffer });
/** A plain nested object or list whose shape zod has checked before it gets here. */
export const plain = property({ type: Schema.Types.Mixed, required: true });
export const maybePlain = property({ type: Schema.Types.Mixed });
/** Words per language that belong to the house, not to a person: {zh, ug, kk, ru, en}. */
export const localized = property({ type: Schema.Types.Mixed, required: true });

export function oneOf(values: readonly string[], purpose: string, catalogue: Partial<CatalogueEntry> = {}): FieldSpec {
  return { schema: { type: String, required: true, enum: [...values] }, purpose, catalogue };
}
export function maybeOneOf(values: readonly string[], purpose: string, catalogue: Partial<CatalogueEntry> = {}): FieldSpec {
  return { schema: { type: String, enum: [...values] }, purpose, catalogue };
}
