import { createContext } from 'react';

/**
 * Large drawings of this page, by name, while the server renders it: they go into the HTML alone and not into the data beside it,
 * which would send them twice. In the browser there are none: what the server drew is already in the page, and stays.
 */
export const Pictures = createContext<Readonly<Record<string, string>>>({});
