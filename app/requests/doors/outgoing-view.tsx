import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { Num } from '#app/components/num.tsx';
import { LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { OutgoingView } from '../outgoing/queries.server.ts';

const WORDS = ['unreachable', 'private-address', 'redirect', 'too-late', 'no-secret', 'not-allowed'] as const;

/** What goes out by itself: to whom, with which secret, what became of it, and once more. */
export function OutgoingParts({ view: { receivers, messages }, zone, now }: { view: OutgoingView; zone: string; now: Date }) {
  const { t } = useTranslation(['doors', 'words']);
  const { formatDateTime } = useFormats();
  const said = (answer: string | null): string => ((WORDS as readonly string[]).includes(answer ?? '') ? t(`out.answer.${answer as 'unreachable'}`) : (answer ?? ''));
  return (
    <Section>
      <SectionHead under={t('out.under')}>{t('out.title')}</SectionHead>
      {receivers.length === 0 && <p className="pad quiet">{t('out.none')}</p>}
      {receivers.length + messages.length > 0 && (
        <Sheet>
          {receivers.map(({ id, name, by, host, ready }) => (
            <LineFold key={id} icon="send" title={<bdi>{name}</bdi>} under={ready ? <bdi>{host}</bdi> : t('out.not-ready')} open={!ready}>
              <Form method="post">
                <input type="hidden" name="receiver" value={id} />
                {by === 'webhook' ? (
                  <Button size="desk" icon="refresh" name="intent" value="secret">
                    {t('out.secret')}
                  </Button>
                ) : (
                  <Fields plain>
                    <Field name="key" id={`f-key-${id}`} label={t('out.key')} hint={t('out.key-hint')} dir="ltr" maxLength={200} autoComplete="off" />
                    <Button size="desk" name="intent" value="key">
                      {t('out.keep')}
                    </Button>
                  </Fields>
                )}
              </Form>
            </LineFold>
          ))}
          {messages.map(({ id, to, number, stage, at, state, tries, answer, theirs }) => (
            <LineFold
              key={id}
              icon={state === 'sent' ? 'check' : state === 'waiting' ? 'clock' : 'x'}
              title={<Num>{number}</Num>}
              under={
                <>
                  {t(`out.state.${state}`)} · <bdi>{to ?? t('out.former')}</bdi>
                </>
              }
            >
              <p className="small quiet">
                {t(`words:stage.${stage as 'received'}`)} · {formatDateTime(at, { zone, now })}
              </p>
              <p className="small quiet">
                {t('out.tries')}: <Num>{tries}</Num>
                {answer && <> · <bdi>{said(answer)}</bdi></>}
                {theirs && <> · <bdi>{theirs}</bdi></>}
              </p>
              {state !== 'waiting' && (
                <Form method="post">
                  <input type="hidden" name="message" value={id} />
                  <Button size="desk" icon="refresh" name="intent" value="again">
                    {t('out.again')}
                  </Button>
                </Form>
              )}
            </LineFold>
          ))}
        </Sheet>
      )}
    </Section>
  );
}
