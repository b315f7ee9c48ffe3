import { useTranslation } from 'react-i18next';
import { QrFrame } from '#app/components/slip.tsx';
import type { QrDrawing } from '#app/mall/codes/qr-drawing.ts';
import { inFours } from './statement.ts';
import styles from './counter.module.css';

/** The code that the shop's phone reads, black on white in both schemes, and the number to type instead. */
export function CodeForPhone({ code, qr: { size, d } }: { code: string; qr: QrDrawing }) {
  const { t } = useTranslation('counter');
  return (
    <div className={styles.code}>
      <QrFrame>
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('picture')} shapeRendering="crispEdges">
          <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
          <path d={d} stroke="#000" />
        </svg>
      </QrFrame>
      <p className="small quiet">{t('number')}</p>
      <bdi dir="ltr" className={styles.number}>
        {inFours(code)}
      </bdi>
      <p className="small quiet">{t('show-hint')}</p>
    </div>
  );
}
