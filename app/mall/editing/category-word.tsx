import { useTranslation } from 'react-i18next';
import { isCategory } from './categories.ts';

/** A unit's kind in words; one that the editor doesn't offer stands as the plan has it. */
export function CategoryWord({ category }: { category: string }) {
  const { t } = useTranslation('editing');
  return isCategory(category) ? <>{t(`category.${category.replace('.', '-') as 'room'}`)}</> : <bdi dir="ltr">{category}</bdi>;
}

export function useCategoryWord(): (category: string) => string {
  const { t } = useTranslation('editing');
  return (category) => (isCategory(category) ? t(`category.${category.replace('.', '-') as 'room'}`) : category);
}
