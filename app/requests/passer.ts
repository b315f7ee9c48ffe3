import { newId } from '#app/platform/ids.ts';

const PASSER = 'passer:';

/** Stands for whoever reports something without an account: made up for one request, so that nothing joins two of them. */
export const newPasser = (): string => `${PASSER}${newId()}`;

export const isPasser = (account: string): boolean => account.startsWith(PASSER);
