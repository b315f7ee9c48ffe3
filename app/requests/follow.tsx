import { Form, useActionData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { Field, Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Shell } from '#app/components/shell.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { Strip } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import styles from '#app/mall/codes/codes.module.css';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { MOST_TITLE } from './limits.ts';
import { ClosingFields } from './closing/questions.tsx';
import { NearLine } from './near.tsx';
import { PartLines } from './parts/part-line.tsx';
import { followRequest, FollowSchema, type FollowView } from './follow.server.ts';

export const handle = { i18n: ['codes', 'requests', 'case', 'programs'], title: (t) => t('codes:follow.title'), tabs: false } satisfies PageHandle;

export const loader = openToAnyone(() => null);

const isEmpty = ({ intent, words, solved, treated }: z.infer<typeof FollowSchema>): boolean => (intent === 'answer' && !words) || (intent === 'answer-closing' && !(solved && treated));

/** The code comes in a form and never stands in an address; what it opens is the answer itself. */
export const action = openToAnyone(async ({ request, context, now }) =>
  submitForm(await request.formData(), FollowSchema, async (input) => ({ ok: true as const, now, code: input.code, answered: isEmpty(input) ? ('empty' as const) : input.intent, chosen: { solved: input.solved, treated: input.treated }, view: await followRequest(input, { address: context.ip, now, screen: detectLanguage(request) }) })),
);

/** How a request stands, for whoever has its number and code. */
export default function FollowRoute() {
  const answer = useActionData<typeof action>();
  const language = useLanguage();
  const found = answer && 'view' in answer ? answer : null;
  return (
    <Shell mall={{ name: found ? (pickLocalized(found.view.mall, language)?.text ?? '') : '', to: '/' }} nav={[]}>
      <div className={styles.place}>
        {found ? <Standing {...found} /> : <Ask />}
        <div className="pad">
          <LanguageLinks offered={found?.view.languages} />
        </div>
      </div>
    </Shell>
  );
}

function Ask() {
  const { t } = useTranslation('codes');
  const errors = useFormErrors(useActionData(), 'codes');
  return (
    <Form method="post">
      <PageTitle lead={t('follow.lead')}>{t('follow.title')}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ number: t('follow.number'), code: t('follow.code') }} />
        <Field name="number" label={t('follow.number')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={40} error={errors.errorOf('number')} defaultValue={errors.valueOf('number')} />
        <Field name="code" label={t('follow.code')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={20} error={errors.errorOf('code')} />
        <Button look="main" size="thumb" wide icon="eye">
          {t('follow.show')}
        </Button>
      </Fields>
    </Form>
  );
}

interface Chosen {
  solved?: string;
  treated?: string;
}

/** A form of this page: number and code go with it, never in an address. */
function FollowForm({ view, code, className, children }: { view: FollowView; code: string; className?: string; children: ReactNode }) {
  return (
    <Form method="post" noValidate className={className}>
      <input type="hidden" name="number" value={view.number} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="turn" value={view.turn} />
      {children}
    </Form>
  );
}

function Standing({ view, code, answered, chosen, now }: { view: FollowView; code: string; answered: string; chosen: Chosen; now: Date }) {
  const { t } = useTranslation(['codes', 'words', 'requests']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const { number, stage, zone, askedAt, dueAt, holder, answers, question, ended } = view;
  return (
    <>
      <PageTitle>{t(`words:stage.${stage}`)}</PageTitle>
      {answered !== 'show' && answered !== 'empty' && answered !== 'untake' && <Strip tone="ok" icon="check" title={t(answered === 'answer' ? 'follow.answered' : 'follow.thanks')} live />}
      <NumberSlip label={t('requests:sent.number')} number={number} />
      <Section>
        <Sheet list>
          <Says lead={<Icon name="send" />} over={t('follow.asked')}>
            {formatDateTime(askedAt, { zone, now })}
          </Says>
          <Says lead={<Icon name="users" />} over={t('follow.with')}>
            <b>{t(`follow.holder.${holder.kind}`, { number: holder.grid })}</b>
          </Says>
          {dueAt && (
            <Says lead={<Icon name="clock" />} over={t('follow.by')}>
              {formatDateTime(dueAt, { zone, now })}
            </Says>
          )}
        </Sheet>
      </Section>
      <Parts {...{ view, now }} />
      {ended && (
        <Section>
          <p className="pad">{t(`follow.ended.${ended}`)}</p>
        </Section>
      )}
      {view.whose && (
        <Section>
          <SectionHead under={t('requests:whose.under')}>{t('requests:whose.title')}</SectionHead>
          <div className="pad stack-2">
            {view.whose.names && (
              <p className="strong">
                <bdi>{pickLocalized(view.whose.names, language)?.text}</bdi>
              </p>
            )}
            {view.whose.words && (
              <p lang={view.whose.words.language} dir="auto">
                {view.whose.words.words}
              </p>
            )}
          </div>
        </Section>
      )}
      {view.seconded && (
        <FollowForm view={view} code={code} className="pad stack-2">
          <p>
            <b>{t('requests:near.instead')}</b>
          </p>
          <div>
            <NearLine near={view.seconded} zone={zone} now={now} />
          </div>
          <div>
            <Button name="intent" value="untake">
              {t('requests:near.take-back')}
            </Button>
          </div>
        </FollowForm>
      )}
      {question && <Question {...{ view, code, question }} empty={answered === 'empty'} />}
      {answers && (
        <FollowForm view={view} code={code} className="pad stack-2">
          <p>
            <b>{t('follow.done-question')}</b>
          </p>
          <Buttons>
            <Button look="main" size="thumb" name="intent" value="yes" icon="check">
              {t('follow.yes')}
            </Button>
            <Button size="thumb" name="intent" value="no">
              {t('follow.no')}
            </Button>
          </Buttons>
        </FollowForm>
      )}
      {view.closing && <Closing {...{ view, code, chosen }} empty={answered === 'empty'} />}
      <div className="pad">
        <ButtonLink look="plain" to="/follow">
          {t('follow.close')}
        </ButtonLink>
      </div>
    </>
  );
}

/** Answered here by whoever has the code: what was asked, in its own language and in what was made of it. */
function Question({ view, code, question, empty }: { view: FollowView; code: string; question: NonNullable<FollowView['question']>; empty: boolean }) {
  const { t } = useTranslation(['codes', 'common']);
  return (
    <FollowForm view={view} code={code}>
      <Section>
        <SectionHead>{t('follow.question')}</SectionHead>
        <div className="pad stack-2">
          {[question, ...question.translations].map(({ words, language }) => (
            <p key={language} lang={language} dir="auto">
              <b>{words}</b>
            </p>
          ))}
        </div>
      </Section>
      <Fields>
        <TextArea name="words" label={t('follow.answer')} hint={t('follow.answer-hint')} rows={3} maxLength={MOST_TITLE} error={empty ? t('common:form.required') : undefined} />
        <Button look="main" size="thumb" wide icon="send" name="intent" value="answer">
          {t('follow.send')}
        </Button>
      </Fields>
    </FollowForm>
  );
}

/** Who does which part of the work, and until when: as far as it is told without a name. */
function Parts({ view: { parts, zone, minutesADay }, now }: { view: FollowView; now: Date }) {
  const { t } = useTranslation('requests');
  if (parts.length === 0) return null;
  return (
    <Section>
      <SectionHead under={t('part.under')}>{t('part.title')}</SectionHead>
      <Sheet list>
        <PartLines {...{ parts, zone, minutesADay, now }} />
      </Sheet>
    </Section>
  );
}

/** The two questions on closing, for whoever asked without an account. */
function Closing({ view, code, chosen, empty }: { view: FollowView; code: string; chosen: Chosen; empty: boolean }) {
  const { t } = useTranslation(['case', 'common']);
  return (
    <FollowForm view={view} code={code}>
      <Section>
        <SectionHead under={t('closing.under')}>{t('closing.title')}</SectionHead>
      </Section>
      <Fields>
        <ClosingFields errorOf={(field) => (empty && !chosen[field] ? t('common:form.required') : undefined)} chosen={(field) => chosen[field]} />
        <Button size="thumb" wide icon="send" name="intent" value="answer-closing">
          {t('closing.send')}
        </Button>
      </Fields>
    </FollowForm>
  );
}
