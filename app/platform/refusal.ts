/** A sentence that can be said in every language: a locale key with its values. */
export interface Reason {
  key: string;
  params?: Record<string, string | number>;
}

/** A "no" with a translated reason: commands throw it, actions show it beside the field or above the form. */
export class Refusal extends Error {
  readonly reason: Reason;
  readonly field: string;
  constructor(reason: Reason | string, field = 'form') {
    const full = typeof reason === 'string' ? { key: reason } : reason;
    super(full.key);
    this.name = 'Refusal';
    this.reason = full;
    this.field = field;
  }
}

/** What an action answers when it did not save: errors by field (`form` = the whole), and what was typed. */
export interface FormRefusal {
  ok: false;
  errors: Record<string, Reason>;
  values: Record<string, string>;
}
