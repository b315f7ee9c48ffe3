import { useLocation } from '@remix-run/react';
import type { ParseKeys } from 'i18next';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormRefusal } from '#app/platform/refusal.ts';

export interface FormErrors {
  /** Set when the last sending was refused. */
  refusal: FormRefusal | undefined;
  /** The translated sentence of a field, if it has one. */
  errorOf: (field: string) => string | undefined;
  /** What was typed and sent, else what the page starts with. */
  valueOf: (field: string, start?: string) => string | undefined;
  all: readonly { field: string; text: string }[];
}

/** A refusal is an answer `{ok: false, errors, values}`; anything else an action may answer is none. */
export function isRefusal(answer: unknown): answer is FormRefusal {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false && 'errors' in answer;
}

/**
 * The refusal of this page's last sending. Reading a page again (live, or on coming back to its tab) takes the action's answer
 * away from Remix: what was refused stands until something is sent again, for that has an address of its own in the history.
 */
function useRefusal(answer: unknown): FormRefusal | undefined {
  const { key } = useLocation();
  const last = useRef<{ refusal: FormRefusal; key: string }>();
  if (isRefusal(answer)) {
    last.current = { refusal: answer, key };
    return answer;
  }
  const nothing = answer === undefined || answer === null;
  return nothing && last.current?.key === key ? last.current.refusal : undefined;
}

/**
 * What an action refused, in words, for the fields and the summary. Reasons are keys of `namespace`, or of `common` (`form.…`).
 * @param answer `useActionData()` or a fetcher's data
 */
export function useFormErrors(answer: unknown, namespace = 'common'): FormErrors {
  const { t } = useTranslation(namespace as 'common');
  const refusal = useRefusal(answer);
  const all = Object.entries(refusal?.errors ?? {}).map(([field, { key, params }]) => ({ field, text: t(key as ParseKeys, params ?? {}) as string }));
  return {
    refusal,
    errorOf: (field) => all.find((error) => error.field === field)?.text,
    valueOf: (field, start) => refusal?.values[field] ?? start,
    all,
  };
}
