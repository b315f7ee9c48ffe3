import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { LineLink, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { SheetCard } from './queries.server.ts';
import styles from './paper.module.css';

/** Her printed lists until each is ticked off, and the button for today's. */
export function Papers({ sheets, base, can }: { sheets: SheetCard[]; base: string; can: boolean }) {
  const { t } = useTranslation('visits');
  const { formatDay } = useFormats();
  return (
    <Section>
      {sheets.length > 0 && (
        <>
          <SectionHead>{t('sheet.open')}</SectionHead>
          <Sheet list>
            {sheets.map(({ id, number, day }) => (
              <LineLink key={id} to={`${base}/visits/paper/${id}`} icon="file-text" under={formatDay(day)}>
                {t('sheet.numbered', { number })}
              </LineLink>
            ))}
          </Sheet>
        </>
      )}
      <Sheet>
        <LineLink as="div" to={`${base}/visits/carbon`} icon="signature" under={t('carbon.counter-under')}>
          {t('carbon.counter')}
        </LineLink>
      </Sheet>
      {can && (
        <Form method="post" action={`${base}/visits`} className={`pad ${styles.acts}`}>
          <input type="hidden" name="intent" value="print-sheet" />
          <Button icon="printer">{t('sheet.make')}</Button>
          <p className="small quiet">{t('sheet.make-hint')}</p>
        </Form>
      )}
    </Section>
  );
}
