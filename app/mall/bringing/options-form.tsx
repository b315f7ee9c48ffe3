import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldRow, Fields, Select } from '#app/components/field.tsx';
import { Section, SectionHead } from '#app/components/page.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

const ROLES = ['number', 'level', 'category', 'name', 'lettable'] as const;
const WORLD = ['wgs84', 'swapped'] as const;
const WAYS = [...WORLD, 'plane-up', 'plane-down'] as const;

interface OptionsFormProps {
  kind: string;
  options: Record<string, unknown>;
  found: Record<string, unknown> | null;
  buildings: readonly { _id: string; name: Localized }[];
  busy: boolean;
}

/** How the set is read: found by itself, changed here, and read again. */
export function OptionsForm({ kind, options, found, buildings, busy }: OptionsFormProps) {
  const { t } = useTranslation('bringing');
  const language = useLanguage();
  const properties = (found?.properties ?? []) as { name: string; count: number; examples: string[] }[];
  const used = (found?.used ?? {}) as Record<string, string>;
  const isPlain = kind === 'geojson' && properties.length > 0;
  return (
    <Section>
      <SectionHead under={t('options.lead')}>{t('options.title')}</SectionHead>
      <Form method="post" key={JSON.stringify([used, options])}>
        <Fields>
          <Select name="kind" label={t('hub.kind')} defaultValue={String(options.kind ?? 'auto')}>
            {(['auto', 'imdf', 'geojson', 'osm'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </Select>
          {buildings.length > 0 && (
            <Select name="building" label={t('hub.building')} defaultValue={String(options.building ?? 'auto')}>
              <option value="auto">{t('hub.building-auto')}</option>
              {buildings.map(({ _id, name }, at) => (
                <option key={_id} value={_id}>
                  {pickLocalized(name, language)?.text ?? t('hub.building-nth', { number: at + 1 })}
                </option>
              ))}
              <option value="new">{t('hub.building-new')}</option>
            </Select>
          )}
          {isPlain && (
            <>
              <input type="hidden" name="guessed" value="no" />
              {ROLES.map((role) => (
                <Select key={role} name={role} label={t(`options.${role}`)} hint={t(`options.${role}-hint`)} defaultValue={used[role] ?? ''}>
                  <option value="">{t('options.none')}</option>
                  {properties.map(({ name, examples }) => (
                    <option key={name} value={name}>
                      {`${name}: ${examples.join(', ')}`}
                    </option>
                  ))}
                </Select>
              ))}
              <FieldRow>
                <Select name="way" label={t('options.way')} defaultValue={used.way ?? 'auto'}>
                  {WAYS.map((way) => (
                    <option key={way} value={way}>
                      {t(`options.way-${way}`)}
                    </option>
                  ))}
                </Select>
                <Select name="scale" label={t('options.scale')} defaultValue={used.scale ?? 'auto'}>
                  {(['m', 'cm', 'mm'] as const).map((scale) => (
                    <option key={scale} value={scale}>
                      {t(`options.scale-${scale}`)}
                    </option>
                  ))}
                </Select>
              </FieldRow>
            </>
          )}
          {!isPlain && (
            <Select name="way" label={t('options.way')} defaultValue={String(options.way ?? 'auto')}>
              {(['auto', ...(kind === 'imdf' || kind === 'osm' ? WORLD : WAYS)] as const).map((way) => (
                <option key={way} value={way}>
                  {way === 'auto' ? t('kind.auto') : t(`options.way-${way}`)}
                </option>
              ))}
            </Select>
          )}
          <div>
            <Button name="do" value="choose" icon="refresh" disabled={busy}>
              {t('act.choose')}
            </Button>
          </div>
        </Fields>
      </Form>
    </Section>
  );
}
