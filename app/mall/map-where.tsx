import { Form, Link, useNavigate } from '@remix-run/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import { Icon } from '#app/components/icon.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { AssetKind } from './assets.ts';
import { Scanner } from './codes/scanner.tsx';
import styles from './map.module.css';

interface WhereProps {
  here: { number: string; names: Localized | null; kind: AssetKind | null; level: string } | null;
  /** What was typed or scanned without a place being found. */
  missed: { typed: string; scanned: boolean };
  /** What the page shows now, to be kept: layers and the like. */
  kept: readonly (readonly [name: string, value: string])[];
  /** This page's address with some of its parts changed. */
  at: (changes: Record<string, string | null>) => string;
  /** The page that reads a picture of a code; null for whoever hasn't it. */
  scan: string | null;
}

/** "Where am I": the camera on the spot, or the number on the nearest door. */
export function Where({ here, missed, kept, at, scan }: WhereProps) {
  const { t } = useTranslation('mall');
  const language = useLanguage();
  const navigate = useNavigate();
  const scanned = useCallback((code: string) => navigate(at({ code, here: null, at: null })), [navigate, at]);
  if (here) {
    const beside = here.number || (here.names && pickLocalized(here.names, language)?.text) || (here.kind && t(`asset.${here.kind}`));
    return (
      <p className={`pad ${styles.standing}`} role="status">
        <Icon name="map-pin" size={20} />
        <span>
          {beside ? t('here.at', { number: beside, level: here.level }) : t('here.on', { level: here.level })} <Link to={at({ at: null })}>{t('here.end')}</Link>
        </span>
      </p>
    );
  }
  const error = missed.scanned ? t('here.no-code') : missed.typed ? t('here.unknown', { number: missed.typed }) : undefined;
  return (
    <details className={`pad ${styles.where}`} open={error !== undefined}>
      <summary>{t('here.title')}</summary>
      <div className="stack-2">
        <Scanner onCode={scanned} />
        <Form className={styles.search}>
          {kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Field name="here" label={t('here.number')} hint={t('here.hint')} error={error} defaultValue={missed.typed} maxLength={40} dir="ltr" autoComplete="off" optional />
          <Button>{t('here.show')}</Button>
        </Form>
        {scan && (
          <ButtonLink to={scan} icon="photo">
            {t('here.picture')}
          </ButtonLink>
        )}
      </div>
    </details>
  );
}
