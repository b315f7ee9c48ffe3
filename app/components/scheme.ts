/** Light, dark, or as the device has it: `auto` is what a page is without a choice. */
export const SCHEMES = ['auto', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const ONE_YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

export function isScheme(value: unknown): value is Scheme {
  return (SCHEMES as readonly unknown[]).includes(value);
}

/** The remembered choice, read from the cookie header so that the server paints it right at once. */
export function schemeOf(cookieHeader: string | null): Scheme {
  const chosen = /(?:^|;\s*)scheme=(light|dark)/.exec(cookieHeader ?? '')?.[1];
  return isScheme(chosen) ? chosen : 'auto';
}

/** The `Set-Cookie` value that remembers it for a year. It says nothing about a person. */
export function schemeCookie(scheme: Scheme, { secure = false } = {}): string {
  const age = scheme === 'auto' ? 0 : ONE_YEAR_IN_SECONDS;
  return `scheme=${scheme}; Max-Age=${age}; Path=/; SameSite=Lax${secure ? '; Secure' : ''}`;
}
