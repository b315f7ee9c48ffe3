import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { useLanguage } from '#app/i18n/react.ts';

/** "Read it to me": only where the device has a voice for the language on screen. */
export function ReadAloud({ text }: { text: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    const { speechSynthesis } = window;
    if (!speechSynthesis) return;
    const look = () => setVoice(speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language.split('-')[0] ?? language)) ?? null);
    look();
    speechSynthesis.addEventListener?.('voiceschanged', look);
    return () => {
      speechSynthesis.removeEventListener?.('voiceschanged', look);
      speechSynthesis.cancel();
    };
  }, [language]);
  if (!voice) return null;
  const speak = () => {
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.85;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
  };
  return (
    <Button type="button" icon="volume" onClick={speak}>
      {t('button.read-to-me')}
    </Button>
  );
}
