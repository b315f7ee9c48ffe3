import { useTranslation } from 'react-i18next';
import { PageTitle, Section, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { TaskCard } from '#app/requests/parts/queries.server.ts';
import { TaskLine } from '#app/requests/parts/task-line.tsx';

interface PartnerHomeProps {
  partners: readonly { id: string; names: Localized }[];
  tasks: readonly TaskCard[];
  minutesADay: number;
  base: string;
}

/** A partner sees what was assigned to it, and only that, for as long as it is. */
export function PartnerHome({ partners, tasks, minutesADay, base }: PartnerHomeProps) {
  const { t } = useTranslation('home');
  const language = useLanguage();
  const names = partners.flatMap((partner) => pickLocalized(partner.names, language)?.text ?? []);
  return (
    <>
      <PageTitle lead={names.length > 0 ? t('partner.for', { name: names.join(' · ') }) : undefined}>{t('partner.title')}</PageTitle>
      <Section>
        {tasks.length === 0 ? (
          <Empty title={t('partner.none')} />
        ) : (
          <Sheet list>
            {tasks.map((task) => (
              <TaskLine key={task.id} task={task} to={`${base}/tasks/${task.id}`} minutesADay={minutesADay} />
            ))}
          </Sheet>
        )}
      </Section>
    </>
  );
}
