import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { PROGRAM_ICONS, PROGRAM_IDS, type ProgramId } from '#app/components/programs.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { programsOn } from '#app/platform/mall-settings.ts';
import { type AppointmentCard, listAppointments } from './appointments.server.ts';
import { canPlan } from './policy.ts';
import { listOccasions, type OccasionCard } from './queries.server.ts';
import { useWhen } from './when.tsx';

export const handle = { i18n: ['booking'], title: (t) => t('booking:list.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'booking:book' }, async ({ mall, actor, now }) => ({
  base: `/m/${mall.slug}`,
  zone: mall.zone,
  now,
  mayPlan: canPlan(actor, mall._id),
  appointments: await listAppointments(mall._id, actor.account, now),
  occasions: await listOccasions(mall._id, actor, programsOn(mall, PROGRAM_IDS), now),
}));

/** What is on: courses, clinic days, cleaning days; one's own places first. */
export default function BookingRoute() {
  const { base, mayPlan, occasions, appointments } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const mine = occasions.filter((one) => one.mine);
  const others = occasions.filter((one) => !one.mine);
  return (
    <>
      <BackBar to={`${base}/programs`} title={t('list.title')} />
      <PageTitle
        lead={t('list.lead')}
        aside={
          mayPlan && (
            <ButtonLink to={`${base}/booking/new`} icon="plus">
              {t('list.plan')}
            </ButtonLink>
          )
        }
      >
        {t('list.title')}
      </PageTitle>
      {appointments.length > 0 && <Appointments appointments={appointments} />}
      {mine.length > 0 && (
        <Section near>
          <SectionHead>{t('list.mine')}</SectionHead>
          <Occasions occasions={mine} />
        </Section>
      )}
      <Section near={mine.length === 0}>
        {mine.length > 0 && others.length > 0 && <SectionHead>{t('list.others')}</SectionHead>}
        {occasions.length === 0 ? <Empty title={t('list.none')}>{t('list.none-text')}</Empty> : <Occasions occasions={others} />}
      </Section>
    </>
  );
}

/** Times to meet about a request: proposed to somebody, or agreed. */
function Appointments({ appointments }: { appointments: AppointmentCard[] }) {
  const { base, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const language = useLanguage();
  const when = useWhen(zone, now);
  return (
    <Section near>
      <SectionHead>{t('list.meetings')}</SectionHead>
      <Sheet list>
        {appointments.map((one) => (
          <LineLink key={one.id} to={`${base}/${one.to}`} icon="calendar-time" under={when(one.startsAt, one.endsAt)} aside={<Mark state={one.agreed ? 'ok' : 'pause'} small>{t(one.agreed ? 'mark.agreed' : 'mark.proposed')}</Mark>}>
            <Num>{one.number}</Num> {one.room && <bdi>{pickLocalized(one.room, language)?.text}</bdi>}
          </LineLink>
        ))}
      </Sheet>
    </Section>
  );
}

function Occasions({ occasions }: { occasions: OccasionCard[] }) {
  const { base, zone, now } = useLoaderData<typeof loader>();
  const language = useLanguage();
  const when = useWhen(zone, now);
  return (
    <Sheet list>
      {occasions.map((one) => (
        <LineLink key={one.id} to={`${base}/booking/${one.id}`} icon={PROGRAM_ICONS[one.program as ProgramId]} under={when(one.startsAt, one.endsAt)} aside={<Places {...one} />}>
          <b>
            <bdi>{pickLocalized(one.names, language)?.text}</bdi>
          </b>
        </LineLink>
      ))}
    </Sheet>
  );
}

/** One's own place, or how many are left. */
function Places({ calledOff, mine, left }: Pick<OccasionCard, 'calledOff' | 'mine' | 'left'>) {
  const { t } = useTranslation('booking');
  if (calledOff) return <Mark state="bad" small>{t('mark.called-off')}</Mark>;
  if (mine === 'held') return <Mark state="ok" small>{t('mark.held')}</Mark>;
  if (mine === 'waiting') return <Mark state="pause" small>{t('mark.waiting')}</Mark>;
  return <span className="quiet small">{left > 0 ? t('mark.left', { count: left }) : t('mark.full')}</span>;
}
