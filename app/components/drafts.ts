import { forgetDraftKey, openDraft, sealDraft } from './draft-seal.ts';

/** What somebody typed and hasn't sent, kept sealed in the tab's own storage: it ends with the tab, and sign-out calls {@link forgetDrafts}. */
export const PREFIX = 'draft:';

/** The form that is on its way; its draft goes when the answer was no refusal and no error. */
let sent: string | undefined;

export function store(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

const isText = (field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  field instanceof HTMLTextAreaElement ||
  field instanceof HTMLSelectElement ||
  (field instanceof HTMLInputElement && !['password', 'hidden', 'file', 'submit', 'button'].includes(field.type));

const isBox = (field: Element): field is HTMLInputElement => field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

const fieldsOf = (form: HTMLFormElement) => Array.from(form.elements).filter(isText).filter((field) => field.name && field.autocomplete !== 'one-time-code');

/** Sealing takes a moment: only the newest of a form's drafts is written, and none once it was forgotten. */
const newest = new Map<string, number>();
const turn = (key: string): number => {
  const next = (newest.get(key) ?? 0) + 1;
  newest.set(key, next);
  return next;
};

export async function keepDraft(key: string, form: HTMLFormElement): Promise<void> {
  const mine = turn(key);
  const values = fieldsOf(form).flatMap((field) => (isBox(field) && !field.checked ? [] : [[field.name, field.value]]));
  try {
    const sealed = await sealDraft(JSON.stringify(values));
    if (newest.get(key) === mine) store()?.setItem(PREFIX + key, sealed);
  } catch {
    // A full store loses the convenience, never the form.
  }
}

/**
 * Puts a kept draft back into fields that still hold what the page gave them. What is on its way isn't put into the empty form
 * that comes after it: nobody has said "no" to it. @returns whether anything came back
 */
export async function restoreDraft(key: string, form: HTMLFormElement): Promise<boolean> {
  if (sent === key) return false;
  const stored = store()?.getItem(PREFIX + key);
  const kept = stored ? await openDraft(stored) : null;
  if (!kept) return false;
  const values = JSON.parse(kept) as [string, string][];
  let restored = false;
  for (const field of fieldsOf(form)) {
    const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isBox(field)) {
      const checked = mine.includes(field.value);
      if (field.checked === checked || field.checked !== field.defaultChecked) continue;
      field.checked = checked;
    } else {
      const [value] = mine;
      const untouched = field instanceof HTMLSelectElement || field.value === field.defaultValue;
      if (value === undefined || value === field.value || !untouched) continue;
      field.value = value;
    }
    restored = true;
  }
  if (restored) form.dispatchEvent(new Event('input', { bubbles: true }));
  return restored;
}

export function markSent(key: string): void {
  sent = key;
}

/** The answer was a "no" or an error: what was typed stays. */
export function keepSent(): void {
  sent = undefined;
}

/** The answer was good: the draft has become what it was for. */
export function forgetSent(): void {
  if (sent !== undefined) {
    turn(sent);
    store()?.removeItem(PREFIX + sent);
  }
  sent = undefined;
}

const OWNER = 'drafts-of';

/** Before anything is put back: what somebody else typed in this tab goes. */
export function keepDraftsOf(mark: string): void {
  const here = store();
  const before = here?.getItem(OWNER);
  if (before !== null && before !== mark) forgetDrafts();
  here?.setItem(OWNER, mark);
}

/** Everything, at sign-out. */
export function forgetDrafts(): void {
  forgetDraftKey();
  for (const key of newest.keys()) turn(key);
  const here = store();
  for (const key of Object.keys(here ?? {})) if (key.startsWith(PREFIX)) here?.removeItem(key);
}
