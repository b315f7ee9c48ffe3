import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldError, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import type { readPlanPage } from './page.server.ts';
import type { Picks } from './use-picks.ts';
import styles from './grids.module.css';

type View = Awaited<ReturnType<typeof readPlanPage>>;

/** Which booths, by list, by number or on the plan, and which grid they go to. Works before and without script. */
export function PickForm({ view, picks, errors }: { view: View; picks: Picks; errors: FormErrors }) {
  const { t } = useTranslation('grids');
  const sending = useNavigation().state === 'submitting';
  const { booths, of, gridsHere, level, grids, plan } = view;
  const listed = new Set(booths.map(({ id }) => id));
  return (
    <section className={styles.pick} id="pick">
      <h2>{t('pick.title')}</h2>
      <Chips label={t('pick.of')}>
        {gridsHere.map(({ id, number }) => (
          <ChipLink key={id} to={`?level=${level._id}&of=${id}#pick`} on={id === of?.id}>
            {t('grid.named', { number })}
          </ChipLink>
        ))}
      </Chips>
      <Form method="post" action={`?level=${level._id}${of ? `&of=${of.id}` : ''}`} className={styles.pick} noValidate>
        <input type="hidden" name="step" value="move" />
        <input type="hidden" name="version" value={plan.version} />
        <input type="hidden" name="level" value={level._id} />
        {[...picks.picked].filter((unit) => !listed.has(unit)).map((unit) => <input key={unit} type="hidden" name="unit" value={unit} />)}
        <fieldset id="f-unit" tabIndex={-1}>
          <legend>{of ? t('pick.booths-of', { number: of.number }) : t('pick.booths')}</legend>
          <div className={styles.boothList} tabIndex={0} role="group" aria-label={t('pick.booths')}>
            {booths.map(({ id, number, moved }) => (
              <CheckboxLine key={id} name="unit" value={id} checked={picks.picked.has(id)} onChange={(event) => picks.toggle(id, event.currentTarget.checked)}>
                <bdi className="num">{number || t('pick.unnumbered')}</bdi> {moved && <span className={styles.moved}>{t('pick.moved')}</span>}
              </CheckboxLine>
            ))}
          </div>
          {errors.errorOf('unit') && <FieldError>{errors.errorOf('unit')}</FieldError>}
        </fieldset>
        <Field name="numbers" label={t('pick.numbers')} hint={t('pick.numbers-hint')} error={errors.errorOf('numbers')} defaultValue={errors.valueOf('numbers', '')} optional dir="ltr" maxLength={2000} />
        <Select name="to" label={t('pick.to')} error={errors.errorOf('to')} defaultValue={errors.valueOf('to', 'new')}>
          <option value="new">{t('pick.new')}</option>
          {grids.map(({ id, number }) => (
            <option key={id} value={id}>
              {t('grid.named', { number })}
            </option>
          ))}
        </Select>
        <Button look="main" disabled={sending}>{t('pick.move')}</Button>
        <p className="small quiet">
          <Link to={`?level=${level._id}#plan`}>{t('pick.again')}</Link>
        </p>
      </Form>
    </section>
  );
}
