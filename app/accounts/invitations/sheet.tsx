import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '#app/components/form-errors.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside } from '#app/components/states.tsx';
import { listGrids } from '#app/mall/queries.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { makeSheet } from './making.server.ts';
import styles from './paper.module.css';
import { SheetSchema } from './schema.ts';
import { SheetForm } from './sheet-form.tsx';
import { SlipPaper } from './slip-paper.tsx';

export const handle = { i18n: ['members'], title: (t) => t('members:sheet.title') } satisfies PageHandle;

/** Codes are stored as hashes, so a sheet can't be called up again: without a form just sent there is only the form. */
export const loader = authorised({ can: 'mall:manage' }, async ({ mall }) => ({
  back: `/m/${mall.slug}/manage/members`,
  grids: (await listGrids(mall._id)).map(({ _id, number }) => ({ id: _id, number })),
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) => {
  const form = await request.formData();
  const input = { ...Object.fromEntries(form), languages: form.getAll('languages') };
  return submitForm(form, SheetSchema, async (wanted) => ({ papers: await makeSheet(actor, mall, { ...wanted, all: wanted.all === 'yes' }, now) }), input);
});

/** A sheet of slips, printed with the browser's own print. Leaving the page forgets the codes. */
export default function SlipSheetRoute() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation('members');
  return (
    <main id="main">
      <div className={styles.bar}>
        <BackBar to={view.back} title={t('sheet.title')} />
        <PageTitle lead={t('sheet.lead')}>{t('sheet.title')}</PageTitle>
        <div className="pad">
          <Aside>{t('sheet.once')}</Aside>
        </div>
      </div>
      {!answer || isRefusal(answer) ? (
        <SheetForm action="" grids={view.grids} />
      ) : (
        <div className={styles.sheet}>
          {answer.papers.map((paper) => (
            <SlipPaper key={paper.id} paper={paper} label={t('paper.qr')} />
          ))}
        </div>
      )}
    </main>
  );
}
