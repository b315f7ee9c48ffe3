import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { LineFold, Sheet } from '#app/components/page.tsx';
import { VoiceField } from '#app/components/voice-field.tsx';
import { CONTENT_LANGUAGES, OWN_NAMES } from '#app/i18n/languages.ts';

interface FilesProps {
  errors: FormErrors;
  /** The writer's own language stands first. */
  first: string;
  /** What stands under the title of the recordings, where it isn't what it usually is. */
  under?: string;
}

/** The words as somebody says them, a recording for each language, for whoever would rather hear than read. */
export function SpokenFields({ errors: { errorOf }, first, under }: FilesProps) {
  const { t } = useTranslation('notices');
  const languages = [...CONTENT_LANGUAGES].sort((a, b) => Number(b === first) - Number(a === first));
  return (
    <Sheet>
      <LineFold icon="microphone" title={t('compose.spoken')} under={under ?? t('compose.spoken-hint')} open={languages.some((language) => errorOf(`voice-${language}`))}>
        <Fields plain>
          {languages.map((language) => (
            <VoiceField key={language} name={`voice-${language}`} label={OWN_NAMES[language]} error={errorOf(`voice-${language}`)} />
          ))}
        </Fields>
      </LineFold>
    </Sheet>
  );
}

/** Recordings, pictures and papers that go with a notice. */
export function FilesFields(props: FilesProps) {
  const { t } = useTranslation('notices');
  const error = props.errors.errorOf('pictures');
  return (
    <section>
      <SpokenFields {...props} />
      <Sheet>
        <LineFold icon="file-text" title={t('compose.files')} under={t('compose.files-hint')} open={Boolean(error)}>
          <Fields plain>
            <div>
              <Pictures visible papers error={error} />
            </div>
          </Fields>
        </LineFold>
      </Sheet>
    </section>
  );
}
