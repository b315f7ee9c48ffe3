/** A "no" as GeoReport v2 says it: for the programmer of the other side, in English. */
export class DoorError extends Error {
  readonly code: number;
  /** In seconds. */
  readonly retryAfter: number | undefined;
  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
