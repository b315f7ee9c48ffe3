import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Count, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Quote } from '#app/components/quote.tsx';
import { SearchField } from '#app/components/search-field.tsx';
import { ShortcutsLater } from '#app/components/shortcuts-later.tsx';
import { Empty } from '#app/components/states.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { isPartner } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { FilterBar, SavedChips } from './filter-bar.tsx';
import { allowedIn, filterChoices } from './filter-choices.server.ts';
import { readFilter, SavedSchema } from './filter-schema.ts';
import { FILTERED, isNarrowed, queryOf } from './filters.ts';
import { RequestLine } from './line.tsx';
import { MOST_WORDS } from './limits.ts';
import { listTasks } from './parts/queries.server.ts';
import { TaskLine } from './parts/task-line.tsx';
import { listRequests, type RequestCard, showsOf } from './queries.server.ts';
import { screenLanguage, wordsOf } from './reading.server.ts';
import { Pick, SeveralBar, SeveralDone, useSeveralAnswer } from './several-bar.tsx';
import { SeveralSchema } from './several-schema.ts';
import { actOnSeveral } from './several.server.ts';
import { severalIn } from './several.ts';
import { deleteFilter, listSavedFilters, saveFilter } from './saved-filters.server.ts';
import { SHOWS, type Show } from './shows.ts';
import { TranslateSchema } from './schema.ts';
import { listWantedTranslations, translateRequestText } from './translations.server.ts';
import { minutesADay } from './working-time.ts';
import styles from './list.module.css';

export const handle = { i18n: ['requests', 'programs', 'lists'], title: (t) => t('requests:list.title') } satisfies PageHandle;

const pageOf = (value: string | null): number => Math.min(500, Math.max(1, Math.trunc(Number(value)) || 1));

export const loader = authorised({ can: 'requests:read' }, async ({ request, mall, actor, shared, now }) => {
  const { searchParams } = new URL(request.url);
  const shows = showsOf(actor, mall._id, /(?:^|;\s*)view=merchant/.test(request.headers.get('Cookie') ?? ''));
  const wanted = searchParams.get('show');
  const show: Show = shows.find((one) => one === wanted) ?? shows[0] ?? 'asked';
  const translating = wanted === 'translate';
  const translations = (await listWantedTranslations(mall._id, actor)).filter(({ confidential }) => !(shared && confidential));
  if (translating) {
    for (const { requester } of translations) {
      if (requester === actor.account) continue;
      await recordLook({ mall: mall._id, subject: `account:${requester}`, viewer: actor.account, role: 'translator', purpose: 'translation', day: dayIn(now, mall.zone), now });
    }
  }
  const choices = await filterChoices(actor, mall._id, show, now);
  const filter = allowedIn(show, readFilter(searchParams), choices);
  const page = translating ? null : await listRequests(actor, mall, show, pageOf(searchParams.get('page')), now, shared, filter);
  const saved = shows.some((one) => FILTERED.includes(one)) ? await listSavedFilters(mall._id, actor.account) : [];
  const acts = severalIn(show, actor, mall._id);
  const choosing = acts.length > 0 && searchParams.get('several') === '1';
  // A grid's desk shows the parts that other grids gave it; a partner has nothing but its parts.
  const tasks = page && page.page === 1 && (['mine', 'desk', 'program'].includes(show) || isPartner(actor, mall._id)) ? await listTasks(actor, mall, now) : [];
  return { tasks, shows, show: translating ? null : show, page, filter, choices, saved, acts, choosing, wanted: translations.length, translations: translating ? translations : [], base: `/m/${mall.slug}`, mayAsk: holds(actor, 'requests:ask', mall._id), minutesADay: minutesADay(mall, dayIn(now, mall.zone)) };
});

/** One act on several requests, a filter that she keeps or doesn't keep any more, or a translation. */
export const action = authorised({ can: 'requests:read' }, async ({ request, mall, actor, known, shared, now }) => {
  const form = await request.formData();
  const at = `/m/${mall.slug}/requests`;
  if (form.get('intent') === 'several') {
    const picked = { ...formValues(form), pick: form.getAll('pick') };
    return submitForm(form, SeveralSchema, async ({ act, pick, account, words }) => {
      const said = wordsOf(words, screenLanguage(request, mall, known));
      // What was refused is said at once; sent again, the same answer comes.
      return { several: await actOnSeveral({ mall, actor, now }, { act, picked: pick, account, words: said, shared }) };
    }, picked);
  }
  if (form.has('intent')) {
    return submitForm(form, SavedSchema, async (input) => {
      if (input.intent === 'delete-filter') {
        await deleteFilter({ mall, actor, now }, input.id);
        return redirect(`${at}${new URL(request.url).search}`);
      }
      await saveFilter({ mall, actor, now }, input.query, input.name);
      return redirect(`${at}?${input.query}`);
    });
  }
  return submitForm(form, TranslateSchema, async ({ wish, words }) => {
    await translateRequestText({ mall, actor, now }, wish, words);
    return redirect(`${at}?show=translate`);
  });
});

/** Mine, or the desk of whoever works here; each view is an address. */
export default function RequestsRoute() {
  const { tasks, shows, show, page, filter, choices, saved, acts, choosing, wanted, translations, base, mayAsk, minutesADay: day } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['requests', 'common', 'lists']);
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'lists');
  const several = useSeveralAnswer(answer);
  const at = `${base}/requests`;
  return (
    <>
      <PageTitle aside={mayAsk && <ButtonLink to={`${base}/ask`} icon="plus">{t('common:button.new-request')}</ButtonLink>}>{t('list.title')}</PageTitle>
      <div className={`pad ${styles.search}`}>
        <SearchField label={t('list.search')} query="" action={`${base}/search`} />
      </div>
      <Chips label={t('list.views')} pad>
        {SHOWS.filter((one) => shows.includes(one)).map((one) => (
          <ChipLink key={one} to={`${at}?show=${one}`} on={one === show}>
            {t(`list.show.${one}`)}
          </ChipLink>
        ))}
        {(wanted > 0 || !show) && (
          <ChipLink to={`${at}?show=translate`} on={!show}>
            {t('list.show.translate')} <Count>{wanted}</Count>
          </ChipLink>
        )}
      </Chips>
      {tasks.length > 0 && (
        <Section near>
          <SectionHead>{t('part.yours')}</SectionHead>
          <Sheet list label={t('part.yours')}>
            {tasks.map((task) => (
              <TaskLine key={task.id} task={task} to={`${base}/tasks/${task.id}`} minutesADay={day} />
            ))}
          </Sheet>
        </Section>
      )}
      {page && <SavedChips at={at} show={page.show} filter={filter} saved={saved} />}
      {page ? (
        <Section near>
          {FILTERED.includes(page.show) && <div className={styles.filter}><FilterBar at={at} show={page.show} filter={filter} choices={choices} saved={saved} errors={errors} /></div>}
          {several && <SeveralDone answer={several} at={at} />}
          {acts.length > 0 && page.cards.length > 0 && <Choosing at={at} query={queryOf(page.show, filter, page.page)} on={choosing} />}
          {page.cards.length === 0 && isNarrowed(filter) ? (
            <Empty title={t('lists:filter.empty')} action={<ButtonLink to={`${at}?show=${page.show}`}>{t('lists:filter.clear')}</ButtonLink>} />
          ) : page.cards.length === 0 ? (
            <Empty title={t(`list.empty.${page.show}`)} action={page.show === 'asked' && mayAsk ? <ButtonLink look="main" to={`${base}/ask`}>{t('common:button.new-request')}</ButtonLink> : undefined} />
          ) : (
            <div id="lines">
            <Sheet list label={t(`list.show.${page.show}`)}>
              {page.cards.map((card) => (
                <RequestLine key={card.number} card={card} to={`${at}/${card.number}`} minutesADay={day} reachable={page.show !== 'all'} before={choosing && !card.locked ? <Pick number={card.number} version={card.version} /> : undefined} />
              ))}
            </Sheet>
            </div>
          )}
          {choosing && page.cards.length > 0 && <SeveralBar acts={acts} people={choices.people} errors={errors} />}
          <Paging {...numbered({ page: page.page, pages: page.page + Number(page.hasNext) }, (to) => `${at}?${queryOf(page.show, filter, to)}`)} />
        </Section>
      ) : (
        <Translations wishes={translations} />
      )}
      {page && page.cards.length > 0 && FILTERED.includes(page.show) && page.show !== 'all' && <Keys cards={page.cards} takesOn={acts.includes('take-on')} />}
    </>
  );
}

/** Into choosing several lines, and out of it: an address, so it works without script. */
function Choosing({ at, query, on }: { at: string; query: string; on: boolean }) {
  const { t } = useTranslation('lists');
  return (
    <p className={`pad ${styles.choosing}`}>
      <Link to={`${at}?${query}${on ? '' : '&several=1'}`} preventScrollReset>
        {t(on ? 'several.stop' : 'several.start')}
      </Link>
    </p>
  );
}

/** The keys of this list; one of them takes on the line that is focused, as the box before it and the button below would. */
function Keys({ cards, takesOn }: { cards: readonly RequestCard[]; takesOn: boolean }) {
  const submit = useSubmit();
  const takeOn = (to: string) => {
    const card = cards.find(({ number }) => to.endsWith(`/${number}`));
    if (card && !card.locked) submit({ intent: 'several', act: 'take-on', pick: `${card.number}.${card.version}` }, { method: 'post', preventScrollReset: true });
  };
  return <ShortcutsLater lines="lines" onTakeOn={takesOn ? takeOn : undefined} />;
}

function Translations({ wishes }: { wishes: ReturnType<typeof useLoaderData<typeof loader>>['translations'] }) {
  const { t } = useTranslation(['requests', 'common']);
  const errors = useFormErrors(useActionData(), 'requests');
  if (wishes.length === 0) return <Empty title={t('list.empty.translate')} />;
  return (
    <Section near>
      <SectionHead under={t('translate.lead')}>{t('translate.title')}</SectionHead>
      <FormErrorSummary errors={errors} />
      <Sheet list>
        {wishes.map(({ id, language, original }) => (
          <Line key={id}>
            <Form method="post">
              <input type="hidden" name="wish" value={id} />
              <Fields plain>
                <Quote original={{ text: original.words, language: original.language }} />
                <TextArea
                  id={`f-words-${id}`}
                  name="words"
                  label={t('translate.into', { language: t(`common:language.names.${language as 'zh'}`) })}
                  maxLength={MOST_WORDS}
                  lang={language}
                  defaultValue={errors.refusal?.values.wish === id ? errors.valueOf('words') : undefined}
                  error={errors.refusal?.values.wish === id ? errors.errorOf('words') : undefined}
                />
                <Button icon="language">{t('translate.send')}</Button>
              </Fields>
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
