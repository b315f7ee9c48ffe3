import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { Dock, Section, SectionHead } from '#app/components/page.tsx';
import type { RequestDetail } from '../detail.server.ts';
import { TakePart } from './take-part.tsx';

/** The one or two answers that this reader can give now in a matter between two. */
export function SidesDock({ detail, at }: { detail: RequestDetail; at: string }) {
  const { t } = useTranslation(['sides', 'common', 'requests']);
  const { can, turn, side, sides, stage } = detail;
  const hidden = <input type="hidden" name="turn" value={turn} />;
  if (can.takePart) {
    return (
      <Form method="post" id="answer">
        {hidden}
        <Section>
          <SectionHead>{t('take-part.title')}</SectionHead>
          <TakePart />
        </Section>
      </Form>
    );
  }
  if (can.confirm) {
    return (
      <Form method="post" id="answer">
        {hidden}
        <Dock note={t(sides?.confirmedBy.length ? 'confirm.last' : 'confirm.first')}>
          <Buttons>
            <Button look="main" size="thumb" icon="check" name="intent" value="confirm">{t('confirm.yes')}</Button>
            <Button size="thumb" name="intent" value="not-solved">{t('confirm.no')}</Button>
          </Buttons>
        </Dock>
      </Form>
    );
  }
  if (side === 'asker' && can.inviteOther && stage !== 'other-invited') {
    return (
      <Dock note={t('invite.note')}>
        <ButtonLink look="main" size="thumb" wide to={`${at}/invite`} icon="user-plus">{t('invite.button')}</ButtonLink>
      </Dock>
    );
  }
  if (can.takeOn && (stage === 'received' || stage === 'both-agreed' || stage === 'handed-up' || !detail.people.some(({ account }) => account))) {
    return (
      <Form method="post">
        {hidden}
        <Dock note={t('mediate.note')}>
          <Button look="main" size="thumb" wide icon="hand-stop" name="intent" value={sides?.otherIn ? 'do-it' : 'take-on'}>{t('mediate.take-on')}</Button>
        </Dock>
      </Form>
    );
  }
  if (can.start) {
    return (
      <Form method="post">
        {hidden}
        <Dock>
          <Button look="main" size="thumb" wide name="intent" value="start">{t('mediate.start')}</Button>
        </Dock>
      </Form>
    );
  }
  return null;
}
