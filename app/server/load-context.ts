/** What Express hands to loaders, actions and the rendering with each request. */
export interface PortalContext {
  /** For the `nonce` of every inline script and style of this response. */
  nonce: string;
  requestId: string;
  /** The caller's address, as far as TRUST_PROXY lets it be known. */
  ip: string;
  /** Set when a loader or action found no database: the answer becomes 503. */
  away: boolean;
  /** Set when the body was no form that can be read: the answer becomes 400. */
  unreadable: boolean;
  /** Drawings for the HTML alone, by name: components/pictures.ts. */
  pictures?: Record<string, string>;
  /** A mark of whoever is signed in, for the line of a refused request: {@link lineMark}. */
  who?: string;
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends PortalContext {}
}
