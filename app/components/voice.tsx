import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Num } from './num.tsx';
import { Clip, TalkButton } from './talk.tsx';
import { Icon } from './icon.tsx';
import styles from './files.module.css';

/** Longest recording. */
export const VOICE_SECONDS = 60;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** 24 kbit/s: a minute of speech is about 180 kB. */
const BITS_A_SECOND = 24_000;

interface Clipped {
  url: string;
  seconds: number;
}

/** Hold to speak: a recording of up to a minute goes with the form as a file. Nothing of it shows without script or microphone. */
export function Voice() {
  const { t } = useTranslation();
  const [possible, setPossible] = useState(false);
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null);
  const [clip, setClip] = useState<Clipped | null>(null);
  const [refused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef(false);

  useEffect(() => setPossible(typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)), []);
  useEffect(() => {
    if (!recorder) return;
    const limit = setTimeout(() => recorder.stop(), VOICE_SECONDS * 1000);
    return () => clearTimeout(limit);
  }, [recorder]);
  useEffect(() => () => void (clip && URL.revokeObjectURL(clip.url)), [clip]);
  if (!possible) return null;

  const begin = async () => {
    wanted.current = true;
    setRefused(false);
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return setRefused(true);
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    if (!wanted.current) return stop();
    const made = new MediaRecorder(stream, { mimeType: TYPES.find((type) => MediaRecorder.isTypeSupported(type)), audioBitsPerSecond: BITS_A_SECOND });
    const began = Date.now();
    const parts: Blob[] = [];
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      stop();
      setRecorder(null);
      keep(new Blob(parts, { type: made.mimeType }), Math.round((Date.now() - began) / 1000));
    };
    made.start();
    setRecorder(made);
  };
  const end = () => {
    wanted.current = false;
    if (recorder?.state === 'recording') recorder.stop();
  };
  const keep = (blob: Blob, seconds: number) => {
    if (!input.current || seconds < 1) return;
    const files = new DataTransfer();
    files.items.add(new File([blob], 'voice', { type: blob.type }));
    input.current.files = files.files;
    setClip({ url: URL.createObjectURL(blob), seconds });
  };
  const forget = () => {
    if (input.current) input.current.value = '';
    setClip(null);
  };
  const label = recorder ? t('files.recording') : t('button.hold-to-speak');
  return (
    <>
      <TalkButton
        pressed={recorder !== null}
        under={refused ? t('files.no-microphone') : t('files.speak-under')}
        onPointerDown={() => void begin()}
        onPointerUp={end}
        onPointerLeave={end}
        onKeyDown={(event) => event.key === ' ' && !event.repeat && void begin()}
        onKeyUp={(event) => event.key === ' ' && end()}
        onContextMenu={(event) => event.preventDefault()}
      >
        {label}
      </TalkButton>
      <input ref={input} type="file" name="voice" hidden />
      {clip && (
        <Clip lead={<Icon name="microphone" />} under={<Num>{`0:${String(clip.seconds).padStart(2, '0')}`}</Num>} removeLabel={t('button.delete')} onRemove={forget}>
          <audio className={styles.voice} controls src={clip.url} />
        </Clip>
      )}
    </>
  );
}
