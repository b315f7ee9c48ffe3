import { Form, type FormProps, useActionData, useLocation } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { keepDraft, keepSent, markSent, restoreDraft } from './drafts.ts';
import { isRefusal } from './form-errors.ts';

interface KeptFormProps extends FormProps {
  /** Name of the draft, where a page has several forms. */
  keep?: string;
}

/**
 * A form that loses nothing: what is typed stays in the tab until the portal said yes, over errors, a lost network and a reload.
 * Passwords, codes and files are never kept. Without script it is a plain form, and the action's `values` come back instead.
 * The server alone says what is wrong: browsers would speak their own language.
 */
export function KeptForm({ keep = 'form', onInput, onSubmit, ...form }: KeptFormProps) {
  const here = useRef<HTMLFormElement>(null);
  const { pathname } = useLocation();
  const answer = useActionData();
  const key = `${pathname}#${keep}`;

  useEffect(() => {
    if (here.current) void restoreDraft(key, here.current);
  }, [key]);
  useEffect(() => {
    if (isRefusal(answer)) keepSent();
  }, [answer]);

  return (
    <Form
      method="post"
      noValidate
      {...form}
      ref={here}
      onInput={(event) => {
        void keepDraft(key, event.currentTarget);
        onInput?.(event);
      }}
      onSubmit={(event) => {
        markSent(key);
        onSubmit?.(event);
      }}
    />
  );
}
