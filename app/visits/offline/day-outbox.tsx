import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { useReasons } from '#app/i18n/react.ts';
import { ShopName } from '../shop-name.tsx';
import { SendState } from './day-list.tsx';
import { saveFile } from './export.ts';
import { dropVisit, type Kept } from './store.ts';
import type { LiveDay } from './use-day.ts';

/** Each record with its tick, or why it has none yet and what may be done about it. */
export function DayOutbox({ day }: { day: LiveDay }) {
  const { t } = useTranslation('offline-day');
  const { kept, ticks } = day.state;
  return (
    <>
      <BackBar to="#list" title={t('records')} />
      <h1 className="visually-hidden">{t('records')}</h1>
      <SendState day={day} />
      {kept.length + ticks.length === 0 && <Empty title={t('no-records')} />}
      {kept.length > 0 && (
        <Section>
          <SectionHead>{t('here')}</SectionHead>
          <Sheet list label={t('here')}>
            {kept.map((one) => (
              <Record key={one.clientId} kept={one} day={day} />
            ))}
          </Sheet>
        </Section>
      )}
      {ticks.length > 0 && (
        <Section>
          <SectionHead>{t('arrived')}</SectionHead>
          <Sheet list label={t('arrived')}>
            {ticks.map(({ clientId, title, code }) => (
              <Line key={clientId}>
                <span className="grow">
                  <ShopName names={title.names} /> <Num>{title.number}</Num>
                  {code && <CodeLink clientId={clientId} />}
                </span>
                <Mark state="ok">{t('state.sent')}</Mark>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}

function CodeLink({ clientId }: { clientId: string }) {
  const { t } = useTranslation('counter');
  return (
    <p>
      <a href={`#code/${clientId}`}>{t('show')}</a>
    </p>
  );
}

function Record({ kept, day }: { kept: Kept; day: LiveDay }) {
  const { t } = useTranslation('offline-day');
  const say = useReasons();
  const { db } = day.state;
  const { state, errors = {}, title, clientId } = kept;
  const drop = async (): Promise<void> => {
    if (!db || !window.confirm(t('drop-sure'))) return;
    await dropVisit(db, clientId);
    await day.refresh();
  };
  return (
    <Line>
      <div className="grow">
        <b>
          <ShopName names={title.names} /> <Num>{title.number}</Num>
        </b>
        {Object.entries(errors).map(([field, reason]) => (
          <p key={field} className="small">
            {say(reason)}
          </p>
        ))}
        {kept.visit.nonce && <CodeLink clientId={clientId} />}
        {state === 'held' && <p className="small">{t('held')}</p>}
        {(state === 'refused' || state === 'conflict') && (
          <Buttons>
            <ButtonLink to={`#mend/${clientId}`} size="desk" icon="pencil">
              {state === 'conflict' ? t('send-as-another') : t('mend')}
            </ButtonLink>
            <Button type="button" size="desk" icon="download" onClick={() => saveFile(title, kept.visit.fields)}>
              {t('export')}
            </Button>
            <Button type="button" size="desk" icon="trash" look="text" onClick={() => void drop()}>
              {t('drop')}
            </Button>
          </Buttons>
        )}
      </div>
      <Mark state={state === 'waiting' || state === 'held' ? 'turn' : 'bad'}>{t(`state.${state}`)}</Mark>
    </Line>
  );
}
