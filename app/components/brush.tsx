import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from './button.tsx';
import styles from './files.module.css';

/** As the server keeps it: nothing larger leaves the phone. */
const LONGEST = 1600;
/** Part of the picture's width: a fingertip covers a face. */
const WIDTH = 0.09;
const QUALITY = 0.85;

async function drawn(file: File, canvas: HTMLCanvasElement): Promise<boolean> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  const context = canvas.getContext('2d');
  if (!picture || !context) return false;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return true;
}

interface BrushProps {
  file: File;
  label: string;
  /** The picture made anew on this phone; called once when it is read, and after each stroke. */
  onDrawn: (picture: File) => void;
  onRemove: () => void;
}

/** One picture, with a brush that covers faces and papers before anything is sent. What lies under a stroke is gone. */
export function Brush({ file, label, onDrawn, onRemove }: BrushProps) {
  const { t } = useTranslation(['files', 'common']);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'reading' | 'still' | 'covering' | 'unreadable'>('reading');
  const told = useRef(onDrawn);
  told.current = onDrawn;
  const keep = () => canvas.current?.toBlob((blob) => blob && told.current(new File([blob], 'picture.jpg', { type: 'image/jpeg' })), 'image/jpeg', QUALITY);
  const again = () => void (canvas.current && drawn(file, canvas.current).then((read) => (setState((now) => (read ? (now === 'covering' ? now : 'still') : 'unreadable')), read && keep())));
  useEffect(again, [file]);

  const stroke = (event: PointerEvent<HTMLCanvasElement>) => {
    const here = canvas.current;
    const context = here?.getContext('2d');
    if (state !== 'covering' || !here || !context || event.buttons === 0) return;
    const box = here.getBoundingClientRect();
    const scale = here.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    context.fillStyle = '#000';
    context.beginPath();
    context.arc(x, y, (here.width * WIDTH) / 2, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = '#000';
    context.lineWidth = here.width * WIDTH;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(x - event.movementX * scale, y - event.movementY * scale);
    context.lineTo(x, y);
    context.stroke();
  };
  return (
    <figure className={styles.brush}>
      <canvas
        ref={canvas}
        hidden={state === 'unreadable'}
        role="img"
        aria-label={label}
        data-covering={state === 'covering' || undefined}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          stroke(event);
        }}
        onPointerMove={stroke}
        onPointerUp={() => state === 'covering' && keep()}
      />
      <figcaption>
        <p className="small quiet">{state === 'unreadable' ? t('brush.unreadable') : state === 'covering' ? t('brush.how') : label}</p>
        <Buttons>
          {(state === 'still' || state === 'covering') && (
            <Button type="button" size="desk" icon={state === 'covering' ? 'check' : 'eye-off'} aria-pressed={state === 'covering'} onClick={() => setState(state === 'covering' ? 'still' : 'covering')}>
              {t(state === 'covering' ? 'brush.done' : 'brush.cover')}
            </Button>
          )}
          {state === 'covering' && (
            <Button type="button" size="desk" icon="refresh" onClick={again}>
              {t('brush.again')}
            </Button>
          )}
          <Button type="button" size="desk" icon="x" onClick={onRemove}>
            {t('brush.remove')}
          </Button>
        </Buttons>
      </figcaption>
    </figure>
  );
}
