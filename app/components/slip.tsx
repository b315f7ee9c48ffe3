import type { ReactNode } from 'react';
import styles from './slip.module.css';

interface NumberSlipProps {
  /** Whose paper it is. */
  above?: ReactNode;
  label: ReactNode;
  number: string;
  codeLabel?: ReactNode;
  code?: string;
  qr?: ReactNode;
  /** What else stands on the paper. */
  below?: ReactNode;
}

/** A request's number large enough to read across a counter, always left to right, with its code below. */
export function NumberSlip({ above, label, number, codeLabel, code, qr, below }: NumberSlipProps) {
  return (
    <div className={styles.slip}>
      {above && <p className={styles.above}>{above}</p>}
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
      {below && <div className={styles.below}>{below}</div>}
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
