import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { LanguageLinks } from '#app/components/language-links.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Shell } from '#app/components/shell.tsx';
import { Strip } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage, type Language, LANGUAGES, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import styles from '#app/mall/codes/codes.module.css';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { EnterSlip } from '../enter-slip.tsx';
import { readForm, wordsOf } from '../reading.server.ts';
import { answerBySlip, enterTask, viewTask } from './entering.server.ts';
import type { TaskView } from './queries.server.ts';
import { SlipActSchema } from './schema.ts';
import { type TaskForm, TaskSheet } from './task-view.tsx';

export const handle = { i18n: ['tasks', 'codes', 'requests', 'files'], title: (t) => t('tasks:enter.title'), tabs: false } satisfies PageHandle;

export const loader = openToAnyone(() => null);

/** Number and code come in a form and never stand in an address; what they open is the answer itself. */
export const action = openToAnyone(async ({ request, context, now }) => {
  const form = await readForm(request);
  const answered = async ({ number, code, intent, words }: ReturnType<typeof SlipActSchema.parse>) => {
    const entered = await enterTask(number, code, { address: context.ip, now });
    const before = await viewTask(entered, now);
    let refused: { reason: string; intent: string; words: string } | null = null;
    if (intent !== 'show') {
      try {
        await answerBySlip(entered, intent, wordsOf(words, detectLanguage(request)), await readFiles(form), now);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = { reason: error.reason.key, intent, words: words ?? '' };
      }
    }
    const task = intent === 'show' || refused ? before : await viewTask(entered, now);
    const languages = LANGUAGES.filter((language) => entered.mall.languages.filter(isLanguage).includes(language));
    return { ok: true as const, task, number, code, said: intent, refused, mall: entered.mall.name, languages, now };
  };
  return submitForm(form, SlipActSchema, answered, formValues(form));
});

interface Answer {
  task: TaskView;
  number: string;
  code: string;
  said: string;
  refused: { reason: string; intent: string; words: string } | null;
  mall: Localized;
  languages: Language[];
  now: Date;
}

/** One part of the work, for a partner without an account: by the number and the code of its slip. */
export default function TaskBySlipRoute() {
  const { t } = useTranslation('tasks');
  const answer = useActionData<typeof action>();
  const language = useLanguage();
  const found = answer && 'task' in answer ? (answer as unknown as Answer) : null;
  return (
    <Shell mall={{ name: found ? (pickLocalized(found.mall, language)?.text ?? '') : '', to: '/' }} nav={[]}>
      <div className={styles.place}>
        {found ? <Standing {...found} /> : <EnterSlip title={t('enter.title')} lead={t('enter.lead')} numberHint={t('enter.number-hint')} />}
        <div className="pad">
          <LanguageLinks offered={found?.languages} />
        </div>
      </div>
    </Shell>
  );
}

function Standing({ task, number, code, said, refused, now }: Answer) {
  const { t } = useTranslation(['tasks', 'requests', 'common']);
  const errors = useFormErrors(null, 'requests');
  // Every form of the page carries number and code along.
  const CodeForm: TaskForm = ({ intent, files, children }) => (
    <Form method="post" noValidate encType={files ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="intent" value={intent} />
      {children}
    </Form>
  );
  return (
    <>
      {refused && <Strip tone="bad" title={t(refused.reason as 'requests:refusal.not-now')} live />}
      {!refused && said !== 'show' && <Strip tone="ok" icon="check" title={t('enter.noted')} live />}
      <TaskSheet task={task} form={CodeForm} files={null} errors={errors} now={now} />
      <Fields>
        <ButtonLink to="/task">{t('enter.close')}</ButtonLink>
        <p className="small quiet">{t('enter.kept')}</p>
      </Fields>
    </>
  );
}
