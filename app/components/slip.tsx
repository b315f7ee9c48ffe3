import type { ReactNode } from 'react';
import styles from './slip.module.css';

/** A request's number large enough to read across a counter, always left to right, with its code below. */
export function NumberSlip({ label, number, codeLabel, code, qr }: { label: ReactNode; number: string; codeLabel?: ReactNode; code?: string; qr?: ReactNode }) {
  return (
    <div className={styles.slip}>
      <p className="small quiet">{label}</p>
      <bdi className={styles.number} dir="ltr">
        {number}
      </bdi>
      {code && (
        <p className={styles.code}>
          {codeLabel}{' '}
          <bdi dir="ltr">
            <b>{code}</b>
          </bdi>
        </p>
      )}
      {qr && <QrFrame>{qr}</QrFrame>}
    </div>
  );
}

/** White in both schemes, so that every camera reads it. Children: the code's own svg or img with its alt text. */
export function QrFrame({ children, caption }: { children: ReactNode; caption?: ReactNode }) {
  return (
    <figure className={styles.qr}>
      <div>{children}</div>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
