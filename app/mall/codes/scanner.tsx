import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import styles from './codes.module.css';

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats?(): Promise<string[]>;
}

/** As often as a phone can bear while it is held. */
const EVERY = 180;
/** Wider pictures only make reading slower. */
const WIDEST = 720;

type Reader = (video: HTMLVideoElement) => Promise<string | null>;

/** The browser's own reader where it has one, else a library that is loaded only now. */
async function readerHere(): Promise<Reader> {
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  const formats = await Maker?.getSupportedFormats?.().catch((): string[] => []);
  if (Maker && formats?.includes('qr_code')) {
    const detector = new Maker({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || canvas.width === 0) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return jsQR(context.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height)?.data ?? null;
  };
}

/** The camera, where the browser gives one: nothing of its picture leaves the phone. What it reads goes to `onCode` once. */
export function Scanner({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('mall');
  const video = useRef<HTMLVideoElement>(null);
  const [possible, setPossible] = useState(false);
  const [state, setState] = useState<'closed' | 'open' | 'refused'>('closed');
  const stream = useRef<MediaStream | null>(null);
  const stop = useCallback(() => {
    stream.current?.getTracks().forEach((track) => track.stop());
    stream.current = null;
    setState((now) => (now === 'refused' ? now : 'closed'));
  }, []);
  useEffect(() => setPossible(Boolean(navigator.mediaDevices?.getUserMedia)), []);
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (state !== 'open') return;
    let going = true;
    void readerHere().then(async (read) => {
      while (going) {
        const here = video.current;
        const found = here && here.readyState >= 2 ? await read(here).catch(() => null) : null;
        if (found && going) {
          going = false;
          stop();
          onCode(found);
          return;
        }
        await new Promise((next) => setTimeout(next, EVERY));
      }
    });
    return () => void (going = false);
  }, [state, stop, onCode]);
  if (!possible) return null;

  const begin = async () => {
    const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => null);
    if (!opened || !video.current) return setState('refused');
    stream.current = opened;
    video.current.srcObject = opened;
    await video.current.play().catch(() => undefined);
    setState('open');
  };
  return (
    <div className="stack-2">
      <video ref={video} className={styles.finder} hidden={state !== 'open'} muted playsInline aria-label={t('camera.looking')} />
      {state === 'open' && <p className="small quiet">{t('camera.looking')}</p>}
      {state === 'refused' && <p role="status">{t('camera.refused')}</p>}
      <Button type="button" look={state === 'open' ? undefined : 'main'} size="thumb" wide icon="camera" onClick={state === 'open' ? stop : () => void begin()}>
        {t(state === 'open' ? 'camera.stop' : 'camera.open')}
      </Button>
    </div>
  );
}
