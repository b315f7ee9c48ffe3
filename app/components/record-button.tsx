import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { RecordedClip } from './recorded-clip.tsx';
import { type Clipped, useRecorder } from './recorder.ts';

/** Starts a recording, and ends it when it is pressed again: for words that are read from a sheet. */
export function RecordButton({ onFile }: { onFile: (file: File | null) => void }) {
  const { t } = useTranslation(['files', 'common']);
  const [clip, setClip] = useState<Clipped | null>(null);
  useEffect(() => () => void (clip && URL.revokeObjectURL(clip.url)), [clip]);
  const { possible, refused, recording, begin, end } = useRecorder((made) => {
    onFile(made.file);
    setClip(made);
  });
  if (!possible) return null;
  const forget = () => {
    onFile(null);
    setClip(null);
  };
  return (
    <div>
      <Button type="button" size="desk" icon="microphone" aria-pressed={recording} onClick={() => (recording ? end() : void begin())}>
        {recording ? t('stop') : t('record')}
      </Button>
      {refused && <p className="small quiet">{t('no-microphone')}</p>}
      {clip && <RecordedClip clip={clip} onRemove={forget} />}
    </div>
  );
}
