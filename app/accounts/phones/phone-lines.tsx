import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Line, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { PhoneCard } from './queries.server.ts';

/** Phones on which one's PIN opens; the one before one's eyes is changed on its own page. */
export function PhoneLines({ phones, zone, now }: { phones: readonly PhoneCard[]; zone: string; now: Date }) {
  const { t } = useTranslation('phones');
  const { formatDate } = useFormats();
  const day = (date: Date) => formatDate(date, { zone, now });
  if (phones.length === 0) return null;
  return (
    <>
      <SectionHead under={t('list.hint')}>{t('list.title')}</SectionHead>
      <Sheet list>
        {phones.map(({ id, browser, shared, here, usedAt, until }) => (
          <Line key={id}>
            <div className="row">
              <span className="grow">
                {[browser ?? t('list.unknown'), shared && t('list.shared'), here && t('list.here')].filter(Boolean).join(' · ')}
                <small className="quiet">
                  <br />
                  {t('list.used', { day: day(usedAt) })} · {t('list.until', { day: day(until) })}
                </small>
              </span>
              {!here && (
                <Form method="post">
                  <input type="hidden" name="intent" value="forget-phone" />
                  <input type="hidden" name="phone" value={id} />
                  <Button size="desk">{t('list.forget')}</Button>
                </Form>
              )}
            </div>
          </Line>
        ))}
      </Sheet>
    </>
  );
}
