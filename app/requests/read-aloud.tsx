import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { isLanguage } from '#app/i18n/languages.ts';

interface Spoken {
  text: string;
  /** Of the words, whatever the page's is. */
  language: string;
  /** A sign instead of words: where it stands beside each turn of a talk. */
  small?: boolean;
}

const voiceFor = (language: string): SpeechSynthesisVoice | undefined =>
  window.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().startsWith(language.split('-')[0] ?? language));

function speak(text: string, voice: SpeechSynthesisVoice): void {
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.85;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(said);
}

/** "Read it to me": by the device's voice where it has one for the language; else it says who can. Nothing without script. */
export function ReadAloud({ text, language, small = false }: Spoken) {
  const { t } = useTranslation(['requests', 'common']);
  const [ready, setReady] = useState(false);
  const [mute, setMute] = useState(false);
  useEffect(() => {
    setReady(true);
    // Some browsers know their voices only after they were asked for once.
    window.speechSynthesis?.getVoices();
    return () => window.speechSynthesis?.cancel();
  }, []);
  if (!ready) return null;
  const read = () => {
    const voice = voiceFor(language);
    if (voice) speak(text, voice);
    else setMute(true);
  };
  return (
    <>
      <Button type="button" look={small ? 'text' : 'plain'} icon="volume" onClick={read}>
        {small ? <span className="visually-hidden">{t('common:button.read-to-me')}</span> : t('common:button.read-to-me')}
      </Button>
      {mute && (
        <p className="small quiet" role="status">
          {t('detail.no-voice', { language: t(`common:language.names.${(isLanguage(language) ? language : 'zh')}`) })}
        </p>
      )}
    </>
  );
}
