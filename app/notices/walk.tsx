import { redirect } from '@remix-run/node';
import { Form, useLoaderData, useNavigation, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { PrintButton } from '#app/components/print-button.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { NoticeWords, useNoticeWords } from './notice-words.tsx';
import styles from './notices.module.css';
import { getNotice } from './queries.server.ts';
import { getWalk, tellInPerson } from './walking.server.ts';

export const handle = { i18n: ['notices'], title: (t) => t('notices:walk.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, params, actor, mall, now }) => {
  const id = String(params.walked);
  const walk = await getWalk({ mall, actor, now }, id);
  const { title, body } = await getNotice({ mall: mall._id, actor, language: detectLanguage(request), now }, id);
  return { ...walk, title, body, today: dayIn(now, mall.zone) };
});

const ToldSchema = z.object({ told: z.string().min(1).max(64) });

export const action = authorised({ can: 'notices:read' }, async ({ request, params, actor, mall, now }) =>
  submitForm(await request.formData(), ToldSchema, async ({ told }) => {
    await tellInPerson({ mall, actor, now }, String(params.walked), told);
    return redirect(`/m/${mall.slug}/notices/${params.walked}/walk`);
  }),
);

/** Whom the grid's volunteers still tell at the counter, on the phone or printed; ticked off here. */
export default function WalkRoute() {
  const { grids, title, body, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('notices');
  const { mall, walked } = useParams();
  const language = useLanguage();
  const say = useNoticeWords(today);
  const sending = useNavigation().state === 'submitting';
  const left = grids.filter(({ shops }) => shops.length > 0);
  return (
    <>
      <BackBar to={`/m/${mall}/notices/${walked}`} title={t('title.one')} />
      <PageTitle lead={t('walk.lead')}>{t('walk.title')}</PageTitle>
      <Section>
        <SectionHead>
          <NoticeWords words={say(title)} />
        </SectionHead>
        {body && (
          <p className="pad">
            <NoticeWords words={say(body)} />
          </p>
        )}
      </Section>
      {left.length === 0 && <Empty title={t('walk.empty')}>{t('walk.empty-text')}</Empty>}
      {left.map(({ grid, shops }) => (
        <Section key={grid._id}>
          <SectionHead aside={<Patch number={grid.number} hue={grid.hue} weave={grid.weave} size={28} />}>{t('walk.grid')}</SectionHead>
          <Sheet list>
            {shops.map(({ merchant, names, unit }) => (
              <Line key={merchant}>
                <div className={styles.told}>
                  <span className="grow">
                    <bdi>{pickLocalized(names, language)?.text}</bdi> {unit && <bdi className="num quiet">{unit.number}</bdi>}
                  </span>
                  <span className={styles.box} aria-hidden />
                  <Form method="post" className="no-print" preventScrollReset>
                    <Button size="desk" icon="check" name="told" value={merchant} disabled={sending} aria-label={`${t('walk.told')}: ${pickLocalized(names, language)?.text ?? ''}`}>
                      {t('walk.told')}
                    </Button>
                  </Form>
                </div>
              </Line>
            ))}
          </Sheet>
        </Section>
      ))}
      <p className="pad small quiet">{t('walk.seen-by')}</p>
      {left.length > 0 && (
        <div className="pad no-print">
          <PrintButton>{t('walk.print')}</PrintButton>
        </div>
      )}
    </>
  );
}
