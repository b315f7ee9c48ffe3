import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Narrow } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { isPartner } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { subjectOf } from '../policy.ts';
import { readForm, screenLanguage, wordsOf } from '../reading.server.ts';
import { answerPart, getHeldPart } from './commands.server.ts';
import { taskView } from './queries.server.ts';
import { TaskActSchema } from './schema.ts';
import { type TaskForm, TaskSheet } from './task-view.tsx';

export const handle = { i18n: ['tasks', 'requests', 'files'], title: (t) => t('tasks:task.title'), bar: 'own' } satisfies PageHandle;

/** For whoever has this part, and for nobody else; it stands on the record of whoever asked that it was opened. */
export const loader = authorised({ can: 'requests:read' }, async ({ params, mall, actor, now }) => {
  const { found, facts, part } = await getHeldPart({ mall, actor, now }, String(params.task));
  const task = await taskView(mall, found, part, facts, now);
  const role = part.holder.kind === 'partner' ? 'partner' : (facts.roles[0] ?? 'member');
  if (task.open) await recordLook({ mall: mall._id, subject: subjectOf(found.state), viewer: actor.account, role, purpose: 'request', day: dayIn(now, mall.zone), now });
  const back = isPartner(actor, mall._id) ? `/m/${mall.slug}` : `/m/${mall.slug}/requests`;
  return { task, at: `/m/${mall.slug}/tasks/${part.id}`, back, now };
});

export const action = authorised({ can: 'requests:read' }, async ({ request, params, mall, actor, known, now }) => {
  const id = String(params.task);
  await getHeldPart({ mall, actor, now }, id);
  const form = await readForm(request);
  const screen = screenLanguage(request, mall, known);
  return submitForm(
    form,
    TaskActSchema,
    async ({ intent, words }) => {
      await answerPart({ mall, actor, now }, id, intent, wordsOf(words, screen), await readFiles(form));
      return redirect(`/m/${mall.slug}/tasks/${id}`);
    },
    formValues(form),
  );
});

const AccountForm: TaskForm = ({ intent, files, children }) => (
  <KeptForm keep={intent} encType={files ? 'multipart/form-data' : undefined}>
    <input type="hidden" name="intent" value={intent} />
    {children}
  </KeptForm>
);

/** A part of the work, for its holder. */
export default function TaskRoute() {
  const { task, at, back, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['tasks', 'common']);
  const errors = useFormErrors(useActionData(), 'requests');
  return (
    <Narrow>
      <BackBar to={back} title={t('task.title')} />
      {errors.refusal && (
        <div className="pad">
          <FormErrorSummary errors={errors} labels={{ words: t('task.done-words'), pictures: t('common:button.add-photo') }} />
        </div>
      )}
      <TaskSheet task={task} form={AccountForm} files={at} errors={errors} now={now} />
    </Narrow>
  );
}
