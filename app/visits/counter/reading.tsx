import { type FormEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { PageTitle } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import { Scanner } from '#app/mall/codes/scanner.tsx';
import { ShopName } from '../shop-name.tsx';
import { SaidOfVisit } from './said-of-visit.tsx';
import { inFours, readCode, readPayload, type ReadPayload } from './statement.ts';
import { type CounterDatabase, type PhoneKey, signRight, type SignedHere } from './store.ts';

interface ReadingProps {
  db: CounterDatabase;
  keys: PhoneKey[];
  signed: SignedHere[];
  onSigned: () => Promise<void>;
}
type Wrong = 'not-a-code' | 'not-this-shop' | 'mistyped';

/** Scan or type, look, sign. */
export function Reading({ db, keys, signed, onSigned }: ReadingProps) {
  const { t } = useTranslation('counter');
  const [read, setRead] = useState<(ReadPayload & { key: PhoneKey }) | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [done, setDone] = useState(false);

  const found = useCallback(
    async (text: string) => {
      const payload = await readPayload(text);
      const key = payload && keys.find(({ merchant }) => merchant === payload.merchant);
      setDone(false);
      setWrong(!payload ? 'not-a-code' : key ? null : 'not-this-shop');
      setRead(payload && key ? { ...payload, key } : null);
    },
    [keys],
  );
  const typed = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = readCode(String(form.get('number') ?? ''));
    const key = keys.find(({ id }) => id === form.get('key')) ?? keys[0];
    setDone(false);
    setWrong(code ? null : 'mistyped');
    setRead(code && key ? { code, merchant: key.merchant, fields: null, key } : null);
  };
  const sign = async (): Promise<void> => {
    if (!read) return;
    await signRight(db, read.key, read, Date.now());
    setRead(null);
    setDone(true);
    await onSigned();
  };

  if (read) {
    const before = signed.some(({ code }) => code === read.code);
    return (
      <>
        <PageTitle lead={read.fields ? t('look') : t('look-there')}>{t('is-it-right')}</PageTitle>
        <Fields>
          <p>
            <b>
              <ShopName names={read.key.names} />
            </b>{' '}
            · <bdi dir="ltr">{inFours(read.code)}</bdi>
          </p>
          {read.fields && <SaidOfVisit fields={read.fields} />}
          {!read.digest && <p className="small">{t('number-alone')}</p>}
          {before && <p className="small">{t('signed-before')}</p>}
          <Button type="button" look="main" size="thumb" wide icon="check" onClick={() => void sign()}>
            {t('sign')}
          </Button>
          <p className="small quiet">{t('not-right')}</p>
          <Button type="button" wide onClick={() => setRead(null)}>
            {t('back')}
          </Button>
        </Fields>
      </>
    );
  }
  return (
    <>
      <PageTitle lead={t('lead')}>{t('heading')}</PageTitle>
      {done && <Strip tone="ok" icon="check" title={t('signed')} live>{t('signed-hint')}</Strip>}
      {wrong === 'not-a-code' || wrong === 'not-this-shop' ? <Strip tone="warn" icon="alert-triangle" title={t(wrong)} live /> : null}
      <div className="pad">
        <Scanner onCode={found} />
      </div>
      <form onSubmit={typed} noValidate>
        <Fields>
          {keys.length > 1 && <RadioTiles name="key" legend={t('which-shop')} look="ring" columns={1} options={keys.map(({ id, names }) => ({ value: id, label: <ShopName names={names} /> }))} defaultValue={keys[0]?.id} />}
          <Field name="number" label={t('type')} hint={t('type-hint')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={20} error={wrong === 'mistyped' ? t('mistyped') : undefined} />
          <Button wide>{t('read')}</Button>
        </Fields>
      </form>
    </>
  );
}
