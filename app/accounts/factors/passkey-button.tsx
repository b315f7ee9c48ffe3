import { useSubmit } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldError } from '#app/components/field.tsx';

interface PasskeyButtonProps {
  purpose: 'add' | 'sign-in' | 'second' | 'confirm';
  /** Sent with the answer, as hidden fields of a form would be. */
  fields?: Record<string, string>;
  children: string;
  /** What follows on the page, where there is a button. */
  wide?: boolean;
}

/** Only where the browser has passkeys; without script there is the code. The answer goes to the page's own action. */
export function PasskeyButton({ purpose, fields = {}, children, wide }: PasskeyButtonProps) {
  const { t } = useTranslation();
  const submit = useSubmit();
  const [state, setState] = useState<'none' | 'ready' | 'asking' | 'failed'>('none');
  useEffect(() => {
    if ('PublicKeyCredential' in window) setState('ready');
  }, []);
  if (state === 'none') return null;
  const press = async () => {
    setState('asking');
    try {
      const { askDevice } = await import('./passkey-client.ts');
      const answer = await askDevice(purpose);
      setState('ready');
      submit({ ...fields, answer }, { method: 'post' });
    } catch {
      setState('failed');
    }
  };
  return (
    <div aria-live="polite">
      <Button type="button" icon="key" wide={wide} disabled={state === 'asking'} onClick={() => void press()}>
        {children}
      </Button>
      {state === 'failed' && <FieldError>{t('passkey-failed')}</FieldError>}
    </div>
  );
}
