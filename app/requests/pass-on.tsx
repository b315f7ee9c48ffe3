import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine, RadioTiles } from '#app/components/choice.tsx';
import { FieldError, Fields, Select } from '#app/components/field.tsx';
import styles from '#app/components/files.module.css';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Dock, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Quote } from '#app/components/quote.tsx';
import { Aside } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { actOnRequest } from './acting.server.ts';
import { getRequestDetail } from './detail.server.ts';
import { PURPOSES } from './engine/commands.ts';
import { PassOnSchema } from './schema.ts';

export const handle = { i18n: ['requests', 'case'], title: (t) => t('case:pass.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ params, mall, actor, now }) => {
  const detail = await getRequestDetail(actor, mall, String(params.number), now);
  if (!detail.can.passOn) throw notFound();
  const { number, turn, title, offices, suggested, happened } = detail;
  const said = happened.filter((one) => one.words && one.words.id !== title?.id);
  const files = happened.flatMap((one) => (one.type === 'asked' ? one.files : []));
  return { number, turn, title, offices, chosen: suggested?.id ?? offices[0]?.id, thread: said.flatMap((one) => one.words ?? []), files, base: `/m/${mall.slug}/requests` };
});

export const action = authorised({ can: 'requests:ask' }, async ({ request, params, mall, actor, now }) => {
  const form = await request.formData();
  const number = String(params.number);
  const input = { ...formValues(form), parts: form.getAll('parts').filter((part) => typeof part === 'string') };
  return submitForm(
    form,
    PassOnSchema,
    async ({ office, purpose, parts, turn }) => {
      await actOnRequest({ mall, actor, now }, number, { command: { type: 'passOn', office, purpose, parts }, turn });
      return redirect(`/m/${mall.slug}/requests/${number}`);
    },
    input,
  );
});

/** The requester's own consent: to which office, exactly what, and what for; each part is agreed to by itself. */
export default function PassOnRoute() {
  const { number, turn, title, offices, chosen, thread, files, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['requests', 'case', 'common']);
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'requests');
  const at = `${base}/${number}`;
  return (
    <KeptForm>
      <BackBar to={at} title={number} />
      <PageTitle lead={t('case:pass.lead')}>{t('case:pass.title')}</PageTitle>
      <input type="hidden" name="turn" value={turn} />
      <Fields>
        <FormErrorSummary errors={errors} labels={{ agreed: t('case:pass.agree'), purpose: t('case:pass.purpose') }} />
        <Select name="office" label={t('case:pass.office')} defaultValue={errors.valueOf('office', chosen)} error={errors.errorOf('office')}>
          {offices.map(({ id, name }) => (
            <option key={id} value={id}>
              {pickLocalized(name, language)?.text}
            </option>
          ))}
        </Select>
        <RadioTiles
          name="purpose"
          legend={t('case:pass.purpose')}
          look="ring"
          defaultValue={errors.valueOf('purpose', 'building')}
          options={PURPOSES.map((value) => ({ value, label: t(`case:pass.purposes.${value}`), under: t(`case:pass.purposes.${value}-under`) }))}
          error={errors.errorOf('purpose')}
        />
      </Fields>
      <Section>
        <SectionHead under={t('case:pass.parts-under')}>{t('case:pass.parts')}</SectionHead>
        <Sheet list>
          {title && (
            <Line>
              <CheckboxLine name="parts" value="words" defaultChecked under={t('case:pass.exactly')}>
                {t('case:pass.part.words')}
              </CheckboxLine>
              <Quote original={{ text: title.words, language: title.language }} />
            </Line>
          )}
          {thread.length > 0 && (
            <Line>
              <CheckboxLine name="parts" value="thread" under={t('case:pass.thread-under')}>
                {t('case:pass.part.thread')}
              </CheckboxLine>
              {thread.map((one) => (
                <Quote key={one.id} original={{ text: one.words, language: one.language }} />
              ))}
            </Line>
          )}
          {files.map(({ id, kind }) => (
            <Line key={id}>
              <CheckboxLine name="parts" value={id}>
                {t(`case:pass.part.${kind}`)}
              </CheckboxLine>
              {kind === 'image' ? <img src={`${at}/files/${id}`} alt="" width={120} loading="lazy" /> : <audio className={styles.voice} controls preload="none" src={`${at}/files/${id}`} />}
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section near>
        <Aside tone="news">{t('case:pass.never')}</Aside>
        <Sheet list>
          <Line>
            <CheckboxLine id="f-agreed" name="agreed" under={t('case:pass.agree-under')}>
              {t('case:pass.agree')}
            </CheckboxLine>
            {errors.errorOf('agreed') && <FieldError>{errors.errorOf('agreed')}</FieldError>}
          </Line>
        </Sheet>
      </Section>
      <Dock note={t('case:pass.note')}>
        <Button look="main" size="thumb" wide icon="send">
          {t('case:pass.send')}
        </Button>
      </Dock>
    </KeptForm>
  );
}
