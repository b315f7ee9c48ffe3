import { newId } from '#app/platform/ids.ts';

const PASSER = 'passer:';

/** Stands for whoever reports something without an account: made up for one request, so that nothing joins two of them. */
export const newPasser = (): string => `${PASSER}${newId()}`;

const BY_SLIP = `${PASSER}slip-`;
/** Stands for a shop without an account that asked by its slip: followed and answered by number and code, as a passer-by's is. */
export const newSlipHolder = (): string => `${BY_SLIP}${newId()}`;
export const isSlipHolder = (account: string): boolean => account.startsWith(BY_SLIP);

export const isPasser = (account: string): boolean => account.startsWith(PASSER);

const BY_PART = `${PASSER}part-`;
/** Stands for a partner without an account: whoever has the slip of this one part. */
export const holderOfSlip = (part: string): string => `${BY_PART}${part}`;
/** Which part the slip opens; undefined for everybody who came another way. */
export const partOfSlip = (account: string): string | undefined => (account.startsWith(BY_PART) ? account.slice(BY_PART.length) : undefined);

const BY_CODE = `${PASSER}side-`;
/** Stands for the other side of a matter between two until she answers with an account: whoever has the code. */
export const newSide = (): string => sideOfId(newId());
export const sideOfId = (id: string): string => `${BY_CODE}${id}`;
export const isByCode = (account: string): boolean => account.startsWith(BY_CODE);
