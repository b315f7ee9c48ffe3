import { useTranslation } from 'react-i18next';
import styles from './patch.module.css';

interface PatchProps {
  number: number | string;
  /** 1 to 8, stored with the grid. */
  hue: number;
  weave: number;
  /** Edge in px; `fill` takes the width that it is given (a quilt). */
  size?: 44 | 28 | 24 | 'fill';
  /** The word is beside it already: only drawn. */
  silent?: boolean;
}

/** A grid's cloth: hue, weave and number, the only ornament of the portal. */
export function Patch({ number, hue, weave, size = 44, silent = false }: PatchProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.patch} data-hue={hue} data-weave={weave} data-size={size} role={silent ? undefined : 'img'} aria-hidden={silent || undefined} aria-label={silent ? undefined : t('grid.named', { number })}>
      <span>{number}</span>
    </span>
  );
}
