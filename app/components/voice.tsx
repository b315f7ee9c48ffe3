import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putFiles } from './chosen-files.ts';
import { RecordedClip } from './recorded-clip.tsx';
import { type Clipped, useRecorder } from './recorder.ts';
import { TalkButton } from './talk.tsx';

/** Hold to speak: a recording of up to a minute goes with the form as a file. Nothing of it shows without script or microphone. */
export function Voice() {
  const { t } = useTranslation(['files', 'common']);
  const [clip, setClip] = useState<Clipped | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => void (clip && URL.revokeObjectURL(clip.url)), [clip]);
  const { possible, refused, recording, begin, end } = useRecorder((made) => {
    if (!input.current) return;
    if (putFiles(input.current, [made.file])) setClip(made);
  });
  if (!possible) return null;
  const forget = () => {
    if (input.current) input.current.value = '';
    setClip(null);
  };
  return (
    <>
      <TalkButton
        pressed={recording}
        under={refused ? t('no-microphone') : t('speak-under')}
        onPointerDown={() => void begin()}
        onPointerUp={end}
        onPointerLeave={end}
        onKeyDown={(event) => event.key === ' ' && !event.repeat && void begin()}
        onKeyUp={(event) => event.key === ' ' && end()}
        onContextMenu={(event) => event.preventDefault()}
      >
        {recording ? t('recording') : t('common:button.hold-to-speak')}
      </TalkButton>
      <input ref={input} type="file" name="voice" hidden />
      {clip && <RecordedClip clip={clip} onRemove={forget} />}
    </>
  );
}
