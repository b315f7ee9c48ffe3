import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
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
import { Empty } from '#app/components/states.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { FilterBar, SavedChips } from './filter-bar.tsx';
import { allowedIn, filterChoices } from './filter-choices.server.ts';
import { readFilter, SavedSchema } from './filter-schema.ts';
import { FILTERED, isNarrowed, queryOf } from './filters.ts';
import { RequestLine } from './line.tsx';
import { MOST_WORDS } from './limits.ts';
import { listRequests, showsOf } from './queries.server.ts';
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
  return { shows, show: translating ? null : show, page, filter, choices, saved, wanted: translations.length, translations: translating ? translations : [], base: `/m/${mall.slug}`, mayAsk: holds(actor, 'requests:ask', mall._id), minutesADay: minutesADay(mall, dayIn(now, mall.zone)) };
});

/** A translation, or a filter that she keeps or doesn't keep any more. */
export const action = authorised({ can: 'requests:read' }, async ({ request, mall, actor, now }) => {
  const form = await request.formData();
  const at = `/m/${mall.slug}/requests`;
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
  const { shows, show, page, filter, choices, saved, wanted, translations, base, mayAsk, minutesADay: day } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['requests', 'common', 'lists']);
  const errors = useFormErrors(useActionData(), 'lists');
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
      {page && <SavedChips at={at} show={page.show} filter={filter} saved={saved} />}
      {page ? (
        <Section near>
          {FILTERED.includes(page.show) && <div className={styles.filter}><FilterBar at={at} show={page.show} filter={filter} choices={choices} saved={saved} errors={errors} /></div>}
          {page.cards.length === 0 && isNarrowed(filter) ? (
            <Empty title={t('lists:filter.empty')} action={<ButtonLink to={`${at}?show=${page.show}`}>{t('lists:filter.clear')}</ButtonLink>} />
          ) : page.cards.length === 0 ? (
            <Empty title={t(`list.empty.${page.show}`)} action={page.show === 'asked' && mayAsk ? <ButtonLink look="main" to={`${base}/ask`}>{t('common:button.new-request')}</ButtonLink> : undefined} />
          ) : (
            <Sheet list label={t(`list.show.${page.show}`)}>
              {page.cards.map((card) => (
                <RequestLine key={card.number} card={card} to={`${at}/${card.number}`} minutesADay={day} reachable={page.show !== 'all'} />
              ))}
            </Sheet>
          )}
          <Paging {...numbered({ page: page.page, pages: page.page + Number(page.hasNext) }, (to) => `${at}?${queryOf(page.show, filter, to)}`)} />
        </Section>
      ) : (
        <Translations wishes={translations} />
      )}
    </>
  );
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
