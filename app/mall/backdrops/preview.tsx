import { useTranslation } from 'react-i18next';
import { boundsOf } from '../geometry.ts';
import type { PlacedPicture } from './queries.server.ts';
import styles from './backdrop.module.css';

interface PreviewProps {
  picture: PlacedPicture;
  /** What is drawn on the level already: path data in metres, and its corners. */
  plan: { d: string; box: [minX: number, minY: number, maxX: number, maxY: number] | null };
  level: string;
}

/** Length of the scale line, a round number of metres near a fifth of the picture. */
function scaleLine(width: number): number {
  const rough = width / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [5, 2, 1].map((step) => step * power).find((metres) => metres <= rough) ?? power;
}

/** Picture and plan over each other, with a line to measure by; the same without script. */
export function Preview({ picture, plan: { d, box }, level }: PreviewProps) {
  const { t } = useTranslation('backdrop');
  const { minX, minY, maxX, maxY } = boundsOf([...picture.corners, ...(box ? [[box[0], box[1]], [box[2], box[3]]] as [number, number][] : [])]);
  const [width, height] = [maxX - minX, maxY - minY];
  const line = scaleLine(width);
  const mark = width / 90;
  return (
    <figure className={styles.preview} dir="ltr">
      <svg viewBox={`${minX} ${minY} ${width} ${height}`} role="img" aria-label={t('preview.alt', { level })}>
        <image href={picture.href} width={picture.width} height={picture.height} transform={picture.transform} opacity={picture.opacity} preserveAspectRatio="none" />
        <path d={d} fillRule="evenodd" className={styles.plan} />
        <path className={styles.scale} d={`M${minX + mark * 2} ${maxY - mark * 3}v${mark}h${line}v${-mark}`} />
      </svg>
      <figcaption>
        <bdi>{t('preview.scale', { metres: line })}</bdi>
      </figcaption>
    </figure>
  );
}
