import { contentLanguageOf, type Language } from '#app/i18n/languages.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { Value } from '#app/platform/door-answers.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { FactField } from '../engine/facts.ts';
import type { Kind } from '../engine/kind.ts';
import { listOpenKinds } from '../kinds.server.ts';
import { DoorError } from './door-error.ts';

/** What may be said without an account: kinds about places, of the programs that the mall offers. */
export const placeKinds = (mall: KnownMall): Kind[] => listOpenKinds(mall).filter(({ about, confidential }) => about === 'place' && !confidential);

/** @throws {DoorError} 404 */
export function placeKind(mall: KnownMall, code: string | undefined): Kind {
  const kind = placeKinds(mall).find(({ id }) => id === code);
  if (!kind) throw new DoorError(404, 'No service has this service_code.');
  return kind;
}

export const kindName = (language: Language, kind: string): string => getT(language, 'programs')(`kind.${kind as 'hazard'}.name`);

function programName(mall: KnownMall, program: string, language: Language): string {
  const own = localizedFor(mall.settings?.programs?.find(({ id }) => id === program)?.names ?? {}, language);
  return own?.own ? own.text : getT(language, 'words')(`program.${program as 'safety'}`);
}

export function serviceOf(mall: KnownMall, kind: Kind, language: Language): Value {
  return {
    service_code: kind.id,
    service_name: kindName(language, kind.id),
    description: getT(language, 'programs')(`kind.${kind.id as 'hazard'}.example`),
    metadata: kind.facts.length > 0,
    type: 'realtime',
    keywords: '',
    group: programName(mall, kind.program, language),
  };
}

const DATATYPES = { choice: 'singlevaluelist', number: 'number', day: 'datetime' } as const;

function attributeOf(field: FactField, order: number, language: Language): Value {
  const t = getT(language, 'programs');
  const values = field.type === 'choice' ? field.options.map((option) => ({ key: option, name: t(`option.${option as 'light'}`) })) : [];
  return {
    variable: true,
    code: field.id,
    datatype: DATATYPES[field.type],
    required: false,
    datatype_description: field.type === 'number' ? `${field.min}–${field.max}` : field.type === 'day' ? 'YYYY-MM-DD' : '',
    order,
    description: t(`fact.${field.id as 'part'}`),
    values: { item: 'value', of: values },
  };
}

/** What a service asks for besides the words. */
export function definitionOf(kind: Kind, language: Language): Value {
  return { service_code: kind.id, attributes: { item: 'attribute', of: kind.facts.map((field, index) => attributeOf(field, index + 1, language)) } };
}

/** Words for a report that has none but what was chosen: the kind and its closed words. */
export function wordsOfChoice(kind: Kind, attributes: Readonly<Record<string, string>>, language: Language): { words: string; language: string } {
  const t = getT(language, 'programs');
  const chosen = kind.facts.flatMap((field) => (field.type === 'choice' && field.options.includes(attributes[field.id] ?? '') ? [t(`option.${attributes[field.id] as 'light'}`)] : []));
  return { words: [kindName(language, kind.id), ...chosen].join(': '), language: contentLanguageOf(language) };
}
