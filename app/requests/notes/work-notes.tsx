import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Num } from '#app/components/num.tsx';
import { LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { ContentLanguage } from '#app/i18n/languages.ts';
import type { RequestDetail } from '../detail.server.ts';
import { Turn } from '../history-view.tsx';
import { MOST_WORDS } from '../limits.ts';

interface NotesProps {
  detail: RequestDetail;
  at: string;
  content: ContentLanguage;
  errors: FormErrors;
  now: Date;
}

/** What those who work on it wrote for one another: folded away, and open to whoever asked all the same; whoever writes is told so. */
export function WorkNotes({ detail, at, content, errors, now }: NotesProps) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const notes = detail.happened.filter(({ type }) => type === 'noted');
  if (notes.length === 0 && !detail.can.note) return null;
  const refused = errors.refusal?.values.intent === 'note';
  return (
    <Section id="notes">
      <SectionHead>{t('case:notes.title')}</SectionHead>
      <Sheet>
        <LineFold icon="notes" title={t(detail.mine ? 'case:notes.theirs' : 'case:notes.ours')} under={t(detail.mine ? 'case:notes.theirs-under' : 'case:notes.ours-under')} aside={<Num>{notes.length}</Num>} open={refused}>
          {notes.map((turn) => (
            <Turn key={turn.seq} turn={turn} zone={detail.zone} content={content} alone={false} at={at} now={now} />
          ))}
          {detail.can.note && (
            <Form method="post" encType="multipart/form-data" key={notes.length}>
              <Fields plain>
                <TextArea
                  name="words"
                  id={refused ? 'f-words' : 'f-note'}
                  rows={2}
                  maxLength={MOST_WORDS}
                  label={t('case:notes.words')}
                  hint={t('case:notes.read-by')}
                  error={refused ? errors.errorOf('words') : undefined}
                  defaultValue={refused ? errors.valueOf('words') : undefined}
                />
                <Pictures visible id="f-pictures-note" error={refused ? errors.errorOf('pictures') : undefined} />
                <div>
                  <Button icon="check" name="intent" value="note">
                    {t('case:notes.save')}
                  </Button>
                </div>
              </Fields>
            </Form>
          )}
        </LineFold>
      </Sheet>
    </Section>
  );
}
