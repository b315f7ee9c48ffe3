import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, FieldRow, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Line, LineFold, Sheet } from '#app/components/page.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { OPEN_STAGES, OVER_STAGES } from './engine/stages.ts';
import type { FilterChoices } from './filter-choices.server.ts';
import { DUES, fieldsOf, type ListFilter, ORDERS, queryOf } from './filters.ts';
import { useRoleWord, useStageWord } from './now.tsx';
import type { SavedCard } from './saved-filters.server.ts';
import type { Show } from './shows.ts';
import styles from './list.module.css';

interface FilterBarProps {
  /** Address of the list. */
  at: string;
  show: Show;
  filter: ListFilter;
  choices: FilterChoices;
  saved: readonly SavedCard[];
  errors: FormErrors;
}

/** The filters that she keeps, as chips. */
export function SavedChips({ at, show, filter, saved }: Pick<FilterBarProps, 'at' | 'show' | 'filter' | 'saved'>) {
  const { t } = useTranslation('lists');
  if (saved.length === 0) return null;
  const here = queryOf(show, filter);
  return (
    <div className={styles.saved}>
      <Chips label={t('saved.label')} pad>
        {saved.map(({ id, name, query }) => (
          <ChipLink key={id} to={`${at}?${query}`} on={query === here} icon="filter">
            <bdi>{name}</bdi>
          </ChipLink>
        ))}
      </Chips>
    </div>
  );
}

/** What the list is narrowed to, in words, for the line that opens the filter. */
function useSaidFilter(choices: FilterChoices): (filter: ListFilter) => string {
  const { t } = useTranslation(['lists', 'common']);
  const nameOf = useProgramName();
  const stageWord = useStageWord(false);
  const language = useLanguage();
  return ({ due, program, stage, grid, who, order }) => {
    const person = choices.people.find(({ account }) => account === who);
    const said = [
      due && t(`due.${due}`),
      program && (program === 'unsorted' ? t('program.unsorted') : nameOf(program)),
      stage && stageWord(stage as 'received'),
      grid && t('common:grid.named', { number: grid }),
      who && (person ? pickLocalized(person.names, language)?.text : t(`who.${who === 'me' ? 'me' : 'nobody'}`)),
      order && t(`order.${order}`),
    ];
    return said.filter(Boolean).join(' · ');
  };
}

/** Narrows and orders a list by its address: a form that is sent by GET. What is narrowed can be kept under a name. */
export function FilterBar({ at, show, filter, choices, saved, errors }: FilterBarProps) {
  const { t } = useTranslation(['lists', 'common']);
  const said = useSaidFilter(choices)(filter);
  const refused = errors.refusal?.values.intent === 'save-filter';
  return (
    <Sheet>
      <LineFold icon="filter" title={t('filter.title')} under={said || t('filter.none')}>
        <FilterForm at={at} show={show} filter={filter} choices={choices} />
      </LineFold>
      {said && <Keep at={at} show={show} filter={filter} saved={saved} errors={errors} refused={refused} />}
    </Sheet>
  );
}

function FilterForm({ at, show, filter, choices }: Pick<FilterBarProps, 'at' | 'show' | 'filter' | 'choices'>) {
  const { t } = useTranslation(['lists', 'common']);
  const programs = usePrograms(PROGRAM_IDS);
  const nameOf = useProgramName();
  const roleWord = useRoleWord();
  const stageWord = useStageWord(false);
  const language = useLanguage();
  const has = fieldsOf(show);
  const any = <option value="">{t('filter.any')}</option>;
  return (
    <Form action={at} key={queryOf(show, filter)}>
      <input type="hidden" name="show" value={show} />
      <Fields plain>
        <FieldRow>
          {has.due && (
            <Select name="due" label={t('filter.due')} defaultValue={filter.due ?? ''}>
              {any}
              {DUES.map((due) => <option key={due} value={due}>{t(`due.${due}`)}</option>)}
            </Select>
          )}
          <Select name="program" label={t('filter.program')} defaultValue={filter.program ?? ''}>
            {any}
            {programs.map((id) => <option key={id} value={id}>{nameOf(id)}</option>)}
            <option value="unsorted">{t('program.unsorted')}</option>
          </Select>
        </FieldRow>
        <FieldRow>
          <Select name="stage" label={t('filter.stage')} defaultValue={filter.stage ?? ''}>
            {any}
            {(show === 'done' ? OVER_STAGES : OPEN_STAGES.filter((stage) => stage !== 'with-shop')).map((stage) => <option key={stage} value={stage}>{stageWord(stage)}</option>)}
          </Select>
          {choices.grids.length > 1 && (
            <Select name="grid" label={t('filter.grid')} defaultValue={filter.grid ?? ''}>
              {any}
              {choices.grids.map((number) => <option key={number} value={number}>{t('common:grid.named', { number })}</option>)}
            </Select>
          )}
        </FieldRow>
        <FieldRow>
          {has.who && (
            <Select name="who" label={t('filter.who')} defaultValue={filter.who ?? ''}>
              {any}
              <option value="me">{t('who.me')}</option>
              <option value="nobody">{t('who.nobody')}</option>
              {choices.people.map(({ account, names, role }) => <option key={account} value={account}>{pickLocalized(names, language)?.text} · {roleWord(role)}</option>)}
            </Select>
          )}
          {has.order && (
            <Select name="order" label={t('order.label')} defaultValue={filter.order ?? ''}>
              <option value="">{t('order.due')}</option>
              {ORDERS.map((order) => <option key={order} value={order}>{t(`order.${order}`)}</option>)}
            </Select>
          )}
        </FieldRow>
        <Button icon="filter">{t('filter.apply')}</Button>
      </Fields>
    </Form>
  );
}

/** All of the list again; this filter kept under a name, or no longer. */
function Keep({ at, show, filter, saved, errors, refused }: Pick<FilterBarProps, 'at' | 'show' | 'filter' | 'saved' | 'errors'> & { refused: boolean }) {
  const { t } = useTranslation('lists');
  const query = queryOf(show, filter);
  const known = saved.find((one) => one.query === query);
  return (
    <>
      <Line as="div">
        <Link to={`${at}?show=${show}`}>{t('filter.clear')}</Link>
      </Line>
      <Line as="div">
        {known ? (
          <Form method="post" action={`${at}?${query}`} className="row">
            <input type="hidden" name="id" value={known.id} />
            <span className="grow quiet small">{t('saved.is', { name: known.name })}</span>
            <Button size="desk" name="intent" value="delete-filter" icon="trash">{t('saved.delete')}</Button>
          </Form>
        ) : (
          <Form method="post" action={`${at}?${query}`} className="stack-2">
            {refused && <FormErrorSummary errors={errors} labels={{ name: t('saved.name') }} />}
            <input type="hidden" name="query" value={query} />
            <div className={styles.keep}>
              <Field name="name" label={t('saved.name')} maxLength={30} dir="auto" error={refused ? errors.errorOf('name') : undefined} defaultValue={refused ? errors.valueOf('name') : undefined} />
              <Button name="intent" value="save-filter">{t('saved.save')}</Button>
            </div>
          </Form>
        )}
      </Line>
    </>
  );
}
