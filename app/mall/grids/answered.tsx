import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { readAnswered } from './page.server.ts';
import styles from './grids.module.css';

export const handle = { i18n: ['grids', 'words'], title: (t) => t('grids:answered.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ params, mall, now }) => ({
  base: `/m/${mall.slug}/manage/grids`,
  zone: mall.zone,
  today: dayIn(now, mall.zone),
  ...(await readAnswered(mall, String(params.unit), now)),
}));

/** Who answered for a booth when: its grids and their people, newest first. Nothing about any shop. */
export default function AnsweredRoute() {
  const { base, number, spans, zone, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['grids', 'words']);
  const { formatDay } = useFormats();
  const language = useLanguage();
  const day = (at: Date) => formatDay(dayIn(at, zone), { today });
  return (
    <>
      <BackBar to={base} title={t('answered.title')} />
      <PageTitle lead={t('answered.title')}>
        <bdi>{number}</bdi>
      </PageTitle>
      <Section near>
        {spans.length === 0 && <Empty title={t('answered.nobody')} />}
        <Sheet list>
          {spans.map(({ grid, from, to, people }) => (
            <li key={from.getTime()} className={styles.line}>
              <Patch {...grid} silent />
              <div className="grow">
                <b>{t('grid.named', { number: grid.number })}</b>
                <small>{to ? t('answered.span', { from: day(from), to: day(to) }) : t('answered.since', { day: day(from) })}</small>
                <ul className={styles.people}>
                  {people.map((person) => (
                    <li key={`${person.role} ${person.from.getTime()} ${pickLocalized(person.names, language)?.text}`}>
                      <bdi>{pickLocalized(person.names, language)?.text ?? ''}</bdi> · {t(`words:role.${person.role}`)} · <small>{t('answered.span', { from: day(person.from), to: day(person.to) })}</small>
                    </li>
                  ))}
                  {people.length === 0 && <li className="quiet">{t('answered.no-people')}</li>}
                </ul>
              </div>
            </li>
          ))}
        </Sheet>
      </Section>
    </>
  );
}
