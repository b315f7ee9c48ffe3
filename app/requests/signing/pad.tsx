import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { putFiles } from '#app/components/chosen-files.ts';
import styles from './pad.module.css';

const [WIDTH, HEIGHT] = [600, 220];
/** Of the line, in the picture's own measure. */
const LINE = 4;

/** A field to sign in with a finger, a pen or a mouse. Only the picture is sent: no pressure, no pace. Without script it isn't there, and the name is the signature. */
export function SignPad({ label }: { label: string }) {
  const { t } = useTranslation('case');
  const canvas = useRef<HTMLCanvasElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  const [signed, setSigned] = useState(false);
  useEffect(() => setReady(true), []);
  const clear = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    setSigned(false);
    if (input.current) putFiles(input.current, []);
  };
  useEffect(clear, [ready]);
  const at = (event: PointerEvent<HTMLCanvasElement>): [x: number, y: number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>, begins: boolean) => {
    const context = event.currentTarget.getContext('2d');
    if (!context || event.buttons === 0) return;
    context.lineWidth = LINE;
    context.lineCap = 'round';
    context.strokeStyle = '#000';
    if (begins) context.beginPath();
    if (begins) context.moveTo(...at(event));
    context.lineTo(...at(event));
    context.stroke();
  };
  const keep = () => {
    setSigned(true);
    canvas.current?.toBlob((blob) => blob && input.current && putFiles(input.current, [new File([blob], 'signature.png', { type: 'image/png' })]), 'image/png');
  };
  if (!ready) return null;
  return (
    <div className="stack-2">
      <p className="small strong">{label}</p>
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        className={styles.pad}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event, true);
        }}
        onPointerMove={(event) => draw(event, false)}
        onPointerUp={keep}
      />
      <input ref={input} type="file" name="pictures" accept="image/*" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {signed && (
        <div>
          <Button type="button" icon="refresh" onClick={clear}>
            {t('sign.again')}
          </Button>
        </div>
      )}
    </div>
  );
}
