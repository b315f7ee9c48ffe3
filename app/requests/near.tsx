import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { Near } from './near.server.ts';

/** One request as everybody may know of it: kind, stage, since when, and how many say the same. */
export function NearLine({ near, zone, now }: { near: Near; zone: string; now: Date }) {
  const { t } = useTranslation(['requests', 'words', 'programs']);
  const { formatDateTime } = useFormats();
  return (
    <>
      <p>
        <b>{t(`programs:kind.${near.kind as 'hazard'}.name`)}</b> · <Num>{near.number}</Num>
      </p>
      <p className="small quiet">
        {near.stage === 'waiting-for-you' ? t('detail.waits-requester') : t(`words:stage.${near.stage as 'received'}`)} · {formatDateTime(near.since, { zone, now })}
        {near.count > 0 && ` · ${t('near.count', { count: near.count })}`}
      </p>
    </>
  );
}

/** After sending: is it one of these? Whoever says so withdraws her own. */
export function NearStep({ near, zone, now }: { near: Near[]; zone: string; now: Date }) {
  const { t } = useTranslation(['requests', 'words', 'programs']);
  if (near.length === 0) return null;
  return (
    <Section id="near">
      <SectionHead under={t('near.under')}>{t('near.title')}</SectionHead>
      <Sheet>
        {near.map((one) => (
          <Line as="div" key={one.number}>
            <Form method="post" className="stack-2">
              <input type="hidden" name="other" value={one.number} />
              <div>
                <NearLine near={one} zone={zone} now={now} />
              </div>
              <div>
                <Button icon="users" name="intent" value="me-too">
                  {t('near.me-too')}
                </Button>
              </div>
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
