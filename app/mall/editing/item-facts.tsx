import { useTranslation } from 'react-i18next';
import { useCategoryWord } from './category-word.tsx';
import { writeCorners, writePoints } from './corners.ts';
import type { Item } from './items.ts';

/** A thing of the plan in one line, to be compared with another version of it. */
export function ItemFacts({ item }: { item: Item | null }) {
  const { t } = useTranslation('editing');
  const word = useCategoryWord();
  if (!item) return <>{t('clash.gone')}</>;
  if (item.type === 'door') return <bdi dir="ltr">{writePoints(item.line)}</bdi>;
  return (
    <>
      <bdi className="num">{item.number}</bdi> · {word(item.category)} · {item.lettable ? t('field.lettable') : t('list.no')} · <bdi dir="ltr">{writeCorners(item.shape)}</bdi>
    </>
  );
}
