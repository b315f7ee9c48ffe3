/** What other systems are answered in: the ending of the address says which. */
export type DoorFormat = 'json' | 'xml';
const ENDING = /\.(json|xml)$/;

/** `/open311/v2/services.xml` → `xml`; null without an ending that says it. */
export const formatOf = (path: string): DoorFormat | null => (ENDING.exec(path)?.[1] as DoorFormat | undefined) ?? null;
/** `hazard.json` → `hazard` */
export const withoutEnding = (word: string): string => word.replace(ENDING, '');

type Scalar = string | number | boolean | null;
/** A list knows how XML calls one of its items; JSON only has the items. */
export interface List {
  item: string;
  of: readonly Value[];
}
export type Value = Scalar | List | { [name: string]: Value };

/** What XML 1.0 has no way to write, escaped or not. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const written = (text: string): string => text.replace(LONE_SURROGATES, '\ufffd').replace(UNWRITABLE, '').replace(/[&<>"\r]/g, (sign) => SIGNS[sign] ?? sign);

const isList = (value: Value): value is List => typeof value === 'object' && value !== null && Array.isArray((value as { of?: unknown }).of);

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`;
  if (isList(value)) return value.of.length === 0 ? `<${name}/>` : `<${name}>${value.of.map((one) => element(value.item, one)).join('')}</${name}>`;
  if (typeof value === 'object') return `<${name}>${Object.entries(value).map(([key, one]) => element(key, one)).join('')}</${name}>`;
  return `<${name}>${written(String(value))}</${name}>`;
}

function plain(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.of.map(plain) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** @param root how XML calls the whole; JSON has no name for it */
export function bodyOf(format: DoorFormat, root: string, value: Value): string {
  return format === 'json' ? JSON.stringify(plain(value)) : `<?xml version="1.0" encoding="utf-8"?>${element(root, value)}`;
}
export const mediaTypeOf = (format: DoorFormat): string => (format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8');

/** An error as GeoReport v2 has it: a list of codes with their sentences. */
export const errorsBody = (format: DoorFormat, code: number, description: string): string => bodyOf(format, 'errors', { item: 'error', of: [{ code, description }] });
