import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Num } from '#app/components/num.tsx';
import type { RemarkGroup } from './remarks.ts';
import styles from './bringing.module.css';

/** What was left out, put right or kept, by reason, with the first features of each; the whole list is a file. */
export function SetRemarks({ remarks, count, href }: { remarks: readonly RemarkGroup[]; count: number; href: string }) {
  const { t } = useTranslation('bringing');
  return (
    <Section>
      <SectionHead under={t('remarks.lead')}>{t('remarks.title')}</SectionHead>
      {(['skipped', 'kept', 'mended'] as const).map((kind) => {
        const groups = remarks.filter((group) => group.kind === kind);
        if (groups.length === 0) return null;
        return (
          <div key={kind} className={styles.remarks}>
            <h3>{t(`remarks.${kind}`)}</h3>
            <Sheet>
              {groups.map(({ file, reason, what, count: alike, ids }) => (
                <LineFold key={`${file}${reason}${what ?? ''}`} title={t(`reason.${reason}`, { what: what ?? '' })} under={file ? <bdi>{file}</bdi> : undefined} aside={<Num>{alike}</Num>}>
                  <p className={styles.ids} dir="ltr">
                    {ids.join(', ')}
                    {alike > ids.length && ' …'}
                  </p>
                </LineFold>
              ))}
            </Sheet>
          </div>
        );
      })}
      <div className={styles.inset}>
        <ButtonLink to={href} external icon="file-download">
          {t('remarks.download', { count })}
        </ButtonLink>
      </div>
    </Section>
  );
}
