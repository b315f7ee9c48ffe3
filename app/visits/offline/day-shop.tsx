import { useNavigate } from '@remix-run/react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Facts } from '#app/components/facts.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock } from '#app/components/page.tsx';
import { ErrorPanel } from '#app/components/states.tsx';
import { contentLanguageOf } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { newId } from '#app/platform/ids.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { needsOf } from '../rounds/needs.ts';
import { ShopName } from '../shop-name.tsx';
import { VisitFields } from '../visit-form-page.tsx';
import { whatIsMissing } from './checks.ts';
import { saveFile } from './export.ts';
import type { PackShop, TakenPack } from './pack.ts';
import { keepDraft, type Kept, keepVisit, makingRoom } from './store.ts';
import type { SentVisit } from './schema.ts';
import type { LiveDay } from './use-day.ts';
import styles from './day.module.css';

interface DayShopProps {
  day: LiveDay;
  pack: TakenPack | null;
  stop?: PackShop;
  /** A record that the house refused, to be put right. */
  mended?: Kept;
}

const fieldsOf = (form: HTMLFormElement): Record<string, string> => Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''));

/** What was typed before, or what the house said about it; the page stays as it is while a person types. */
function useTyped(start: Record<string, string>, errors: Record<string, Reason>): [FormErrors, (errors: Record<string, Reason>, values: Record<string, string>) => void] {
  const [refusal, setRefusal] = useState<{ errors: Record<string, Reason>; values: Record<string, string> }>({ errors, values: start });
  const wrong = Object.keys(refusal.errors).length > 0;
  const form = useFormErrors(wrong ? { ok: false, ...refusal } : undefined, 'visits');
  const shown: FormErrors = { ...form, valueOf: (field, first) => refusal.values[field] ?? first };
  return [shown, (found, values) => setRefusal({ errors: found, values })];
}

/** A visit without a network: every letter is kept as it is typed, and the whole with one tap. */
export function DayShop({ day, pack, stop, mended }: DayShopProps) {
  const { t } = useTranslation(['offline-day', 'visits', 'common', 'questions']);
  const language = contentLanguageOf(useLanguage());
  const navigate = useNavigate();
  const { db } = day.state;
  const merchant = stop?.merchant ?? mended?.visit.merchant ?? '';
  const owner = pack?.owner ?? mended?.owner ?? '';
  const [errors, setErrors] = useTyped(mended?.visit.fields ?? day.state.drafts.get(merchant) ?? {}, mended?.errors ?? {});
  const [full, setFull] = useState<Record<string, string> | null>(null);
  const title = stop ? { names: stop.names as Record<string, string>, number: stop.number } : (mended?.title ?? { names: {}, number: '' });

  // One after another: sealing takes its time, and the letter typed last has to be the last one kept.
  const keeping = useRef(Promise.resolve());
  const remember = (form: HTMLFormElement): void => {
    if (!db || mended) return;
    const fields = fieldsOf(form);
    const keep = () => makingRoom(db, () => keepDraft(db, owner, merchant, fields)).then(() => setFull(null), () => setFull(fields));
    keeping.current = keeping.current.then(keep);
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const fields = fieldsOf(event.currentTarget);
    const missing = whatIsMissing(fields, stop?.hasAccount ?? true);
    if (Object.keys(missing).length > 0) return setErrors(missing, fields);
    const visit = mended ? { ...mended.visit, fields, clientId: mended.state === 'conflict' ? newId() : mended.clientId } : made(pack, stop, fields, language);
    if (!db || !visit) return setFull(fields);
    const record: Kept = { clientId: visit.clientId, owner, slug: mended?.slug ?? pack?.mall.slug ?? '', state: 'waiting', visit, title };
    try {
      await keeping.current;
      await makingRoom(db, () => keepVisit(db, record));
      if (mended && visit.clientId !== mended.clientId) await db.delete('outbox', mended.clientId);
    } catch {
      return setFull(fields);
    }
    await day.refresh();
    day.send();
    // The shop's phone is at hand now: it may say "right" at once.
    void navigate(mended ? '#outbox' : visit.nonce && fields.outcome === 'met' ? `#code/${visit.clientId}` : '#list');
  };

  const facts = [
    ...(stop?.asked ? [{ key: 'asked', icon: 'hand-stop' as const, text: t('visits:day.asked') }] : []),
    ...(stop?.wishedTime ? [{ key: 'time', icon: 'clock' as const, text: <>{t('visits:day.wished')}: <Num>{stop.wishedTime}</Num></> }] : []),
    ...(stop?.interpreter ? [{ key: 'interpreter', icon: 'language' as const, text: t('visits:day.interpreter') }] : []),
  ];
  return (
    <>
      <BackBar to={mended ? '#outbox' : '#list'} title={<ShopName names={title.names} />} line={<Num>{title.number}</Num>} />
      <h1 className="visually-hidden">{t('visits:title.form')}</h1>
      {full && (
        <ErrorPanel
          title={t('full')}
          actions={
            <Buttons>
              <Button type="button" icon="download" onClick={() => saveFile(title, full)}>
                {t('export')}
              </Button>
            </Buttons>
          }
        >
          {t('full-hint')}
        </ErrorPanel>
      )}
      {facts.length > 0 && (
        <div className="pad">
          <Facts facts={facts} />
        </div>
      )}
      <form id="visit" noValidate className={styles.form} onInput={(event) => remember(event.currentTarget)} onSubmit={(event) => void save(event)}>
        <VisitFields errors={errors} hasAccount={stop?.hasAccount ?? true} today={pack?.today ?? ''} questions={pack?.round?.questions ?? []} needs={needsOf(pack?.round ?? {})} />
      </form>
      <Dock note={t('kept-here')}>
        <Button form="visit" look="main" size="thumb" wide icon="check">
          {t('common:button.save')}
        </Button>
      </Dock>
    </>
  );
}

const newNonce = (): string => newId().replaceAll('-', '');

function made(pack: TakenPack | null, stop: PackShop | undefined, fields: Record<string, string>, language: SentVisit['language']): SentVisit | null {
  if (!pack?.round || !stop) return null;
  const taken = { device: pack.device, server: pack.server, stamp: pack.stamp };
  const nonce = stop.signs && fields.outcome === 'met' ? { nonce: newNonce() } : {};
  return { clientId: newId(), merchant: stop.merchant, ...nonce, form: pack.form, round: pack.round.id, at: Date.now(), taken, language, fields };
}
