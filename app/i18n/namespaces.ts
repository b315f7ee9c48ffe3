/** A route names the namespaces of its page: `export const handle = { i18n: ['visits'] } satisfies TranslatedHandle`. */
export interface TranslatedHandle {
  i18n: readonly string[];
}

/** Loaded on every page, so no route names them. */
export const SHARED_NAMESPACES = ['common', 'words'] as const;

/** The format tables of a language travel like a namespace, but are data and not words to translate. */
export const FORMATS = 'formats';

function namesIn(handle: unknown): readonly string[] {
  const i18n: unknown = typeof handle === 'object' && handle && 'i18n' in handle ? handle.i18n : [];
  return (Array.isArray(i18n) ? i18n : [i18n]).filter((name) => typeof name === 'string');
}

/** Everything that the matched routes need, the shared namespaces and the format tables included. Takes route modules or matches. */
export function namespacesOf(matched: readonly ({ handle?: unknown } | undefined)[]): string[] {
  return [...new Set([...SHARED_NAMESPACES, FORMATS, ...matched.flatMap((match) => namesIn(match?.handle))])];
}
