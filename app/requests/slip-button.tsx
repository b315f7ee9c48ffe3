import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';

/** Keeps the slip: prints the page, which a phone also saves as a file. Without script the browser's own menu does it. */
export function SlipButton({ copy }: { copy: string }) {
  const { t } = useTranslation(['requests', 'common']);
  const [ready, setReady] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  const take = () => void navigator.clipboard?.writeText(copy).then(() => setCopied(true), () => undefined);
  return (
    <>
      <Button type="button" icon="copy" onClick={take}>
        {copied ? t('common:button.copied') : t('common:button.copy')}
      </Button>
      <Button type="button" icon="download" onClick={() => window.print()}>
        {t('sent.save-slip')}
      </Button>
    </>
  );
}
