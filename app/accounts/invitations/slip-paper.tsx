import type { Paper } from './paper.server.ts';
import styles from './paper.module.css';

export function Qr({ size, d, label }: { size: number; d: string; label: string }) {
  return (
    <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={d} fill="#000" />
    </svg>
  );
}

/** A slip of paper on white ground: the code in its picture, the number large, the three steps in each language of the sheet. */
export function SlipPaper({ paper, label }: { paper: Paper; label: string }) {
  const [first] = paper.words;
  return (
    <article className={styles.paper} lang={first?.language} dir={first?.dir}>
      <div>
        <h2>{first?.title}</h2>
        <p className={styles.place}>
          <bdi>{first?.place}</bdi> {paper.unit && <bdi dir="ltr">{paper.unit}</bdi>}
        </p>
        <p>{first?.numberLabel}</p>
        <bdi dir="ltr" className={styles.number}>
          {paper.number}
        </bdi>
      </div>
      <div className={styles.code}>
        <Qr {...paper.qr} label={label} />
        <bdi dir="ltr" className={styles.typed}>
          {paper.code}
        </bdi>
      </div>
      {paper.words.map(({ language, dir, steps }) => (
        <ol key={language} lang={language} dir={dir} className={styles.words}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ))}
    </article>
  );
}
