import { useTranslation } from 'react-i18next';
import files from '#app/components/files.module.css';
import { LineFold } from '#app/components/page.tsx';
import { Attachments } from '#app/components/talk.tsx';
import { contentLanguageOf, OWN_NAMES } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import styles from './notices.module.css';
import type { NoticeView } from './queries.server.ts';

/** The notice as somebody says it, in the reader's language first, and the pictures that came with it. */
export function NoticeFiles({ files: { voices, pictures }, at }: { files: NoticeView['files']; at: string }) {
  const { t } = useTranslation('notices');
  const [first, ...others] = voices;
  if (!first && pictures.length === 0) return null;
  return (
    <>
      <div className={styles.files}>
        {first && <Spoken voice={first} at={at} />}
        {pictures.length > 0 && <Attachments items={pictures.map((id, index) => ({ key: id, href: `${at}/${id}`, image: `${at}/${id}`, label: t('detail.picture', { number: index + 1 }) }))} />}
      </div>
      {others.length > 0 && (
        <LineFold icon="language" title={t('detail.other-voices')}>
          {others.map((voice) => (
            <Spoken key={voice.id} voice={voice} at={at} />
          ))}
        </LineFold>
      )}
    </>
  );
}

function Spoken({ voice: { language, id }, at }: { voice: NoticeView['files']['voices'][number]; at: string }) {
  const { t } = useTranslation(['notices', 'common']);
  const own = contentLanguageOf(useLanguage()) === language;
  const label = own ? t('detail.listen') : t('detail.listen-in', { language: t(`common:language.names.${language}`) });
  return (
    <div>
      <p className="small quiet">
        {label} {!own && <bdi lang={language}>({OWN_NAMES[language]})</bdi>}
      </p>
      <audio className={files.voice} controls preload="none" src={`${at}/${id}`} aria-label={label} />
    </div>
  );
}
