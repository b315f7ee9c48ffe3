import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { Fields } from '#app/components/field.tsx';
import { Dock, Section, SectionHead } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { FormErrors } from '#app/components/form-errors.ts';
import type { RequestDetail } from './detail.server.ts';

/** The one or two answers that this reader can give now, in reach of the thumb, with what silence will do. */
export function AnswerDock({ detail, errors, now }: { detail: RequestDetail; errors: FormErrors; now: Date }) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const { formatDateTime, formatUnit } = useFormats();
  const { can, turn, silence, zone, stage, suggested } = detail;
  const hidden = <input type="hidden" name="turn" value={turn} />;
  if (stage === 'with-shop' && can.keepInside) {
    return (
      <Form method="post" id="answer">
        {hidden}
        <Dock note={t('case:inside.set-aside-note')}>
          <Buttons>
            <Button look="main" size="thumb" icon="check" name="intent" value="keep-inside">{t('case:inside.keep')}</Button>
            <Button size="thumb" icon="send" name="intent" value="give-on">{t('case:inside.give-on')}</Button>
          </Buttons>
          <Button size="thumb" wide name="intent" value="set-aside">{t('case:inside.set-aside')}</Button>
        </Dock>
      </Form>
    );
  }
  if (can.confirm && !detail.mine) {
    return (
      <Form method="post" id="answer">
        {hidden}
        <Dock note={t('case:dock.second-note')}>
          <Button look="main" size="thumb" wide icon="check" name="intent" value="confirm">{t('common:button.solved')}</Button>
        </Dock>
      </Form>
    );
  }
  if (can.confirm) {
    const note = silence ? t('case:dock.silence', { time: formatDateTime(silence.endsAt, { zone, now }), left: formatUnit(silence.daysLeft, 'working-day') }) : t('case:dock.confidential');
    return (
      <Form method="post" id="answer">
        {hidden}
        <Dock note={note}>
          <Buttons>
            <Button look="main" size="thumb" icon="check" name="intent" value="confirm">{t('common:button.solved')}</Button>
            <Button size="thumb" name="intent" value="not-solved">{t('common:button.not-solved')}</Button>
          </Buttons>
        </Dock>
      </Form>
    );
  }
  if (suggested && can.declineOffice) {
    return (
      <Form method="post">
        {hidden}
        <Dock>
          <Button size="thumb" wide name="intent" value="decline-office">{t('case:dock.decline-office')}</Button>
        </Dock>
      </Form>
    );
  }
  if (can.takeOn && stage !== 'sent-back' && stage !== 'reopened') {
    return (
      <Form method="post">
        {hidden}
        <Dock note={t('case:dock.seen')}>
          <Buttons>
            <Button look="main" size="thumb" icon="hand-stop" name="intent" value="do-it">{t('case:dock.do-it')}</Button>
            <Button size="thumb" name="intent" value="take-on">{t('common:button.take-on')}</Button>
          </Buttons>
        </Dock>
      </Form>
    );
  }
  const finish = (
    <Buttons>
      <Button look="main" size="thumb" icon="check" name="intent" value="done">{t('case:dock.done')}</Button>
      {can.start && <Button size="thumb" name="intent" value="start">{t('case:dock.start')}</Button>}
    </Buttons>
  );
  if (can.markDone && !can.solve && detail.evidence === 'signature') {
    return (
      <Dock note={t('case:sign.first')}>
        <ButtonLink look="main" size="thumb" wide icon="signature" to="#sign">
          {t('case:sign.to-sign')}
        </ButtonLink>
      </Dock>
    );
  }
  if (can.markDone && !can.solve) {
    const mine = errors.refusal?.values.intent === 'done';
    return (
      <Form method="post" encType="multipart/form-data" id="answer">
        {hidden}
        <Section>
          <SectionHead>{t('case:dock.photo-note')}</SectionHead>
          <Fields>
            <Pictures visible id="f-after" error={mine ? errors.errorOf('pictures') : undefined} />
            {finish}
          </Fields>
        </Section>
      </Form>
    );
  }
  if (can.markDone) {
    return (
      <Form method="post">
        {hidden}
        <Dock note={t('case:dock.done-note')}>
          {finish}
        </Dock>
      </Form>
    );
  }
  if (can.notSolved) {
    return (
      <Form method="post" id="answer">
        {hidden}
        <Dock note={t('case:dock.reopen-note')}>
          <Button size="thumb" wide name="intent" value="not-solved">{t('common:button.reopen')}</Button>
        </Dock>
      </Form>
    );
  }
  return null;
}
