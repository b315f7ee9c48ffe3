import type { InputHTMLAttributes, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './field.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './field.module.css';

type BoxProps = { children: ReactNode; under?: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'type' | 'children'>;

/** A box with its sentence; the whole line can be pressed. */
export function CheckboxLine({ children, under, ...input }: BoxProps) {
  return (
    <label className={styles.choice}>
      <input {...input} type="checkbox" className={styles.tick} />
      <span>
        {children}
        {under && <small>{under}</small>}
      </span>
    </label>
  );
}

/** On or off, with its sentence before it. Saved with its form: a switch alone sends nothing. */
export function Switch({ children, under, icon, ...input }: BoxProps & { icon?: IconName }) {
  return (
    <label className={styles.choice}>
      {icon && <Icon name={icon} />}
      <span className="grow">
        {children}
        {under && <small>{under}</small>}
      </span>
      <input {...input} type="checkbox" role="switch" className={styles.switch} />
    </label>
  );
}

export interface Option {
  value: string;
  label: ReactNode;
  under?: ReactNode;
  icon?: IconName;
}

interface GroupProps {
  name: string;
  legend: ReactNode;
  options: readonly Option[];
  /** The chosen value, or the chosen ones of a many-choice. */
  defaultValue?: string | readonly string[];
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  quiet?: boolean;
  id?: string;
  onChange?: (value: string) => void;
}

function Group({ name, legend, hint, error, optional, quiet, id = `f-${name}`, children }: Omit<GroupProps, 'options'> & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <fieldset id={id} tabIndex={-1} className={styles.field} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={quiet ? 'visually-hidden' : styles.legend}>
        {legend} {optional && <small>{t('state.optional')}</small>}
      </legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

const isChosen = (chosen: GroupProps['defaultValue'], value: string) => (typeof chosen === 'string' ? chosen === value : (chosen?.includes(value) ?? false));

interface TilesProps extends GroupProps {
  /** `icon`: picture beside the word (outcomes); `upright`: above it; `ring`: a radio's ring and a second line (kinds); `joined`: words only, in one frame. */
  look?: 'icon' | 'upright' | 'ring' | 'joined';
  columns?: 1 | 2 | 3 | 4;
}

/** One of a few, as tiles to press. */
export function RadioTiles({ options, look = 'icon', columns = 2, defaultValue, onChange, ...group }: TilesProps) {
  const across = columns === 4 ? styles.four : columns === 3 ? styles.three : columns === 2 ? styles.two : '';
  return (
    <Group {...group}>
      <div className={`${styles.tiles} ${across}${look === 'ring' ? ` ${styles.rings}` : look === 'joined' ? ` ${styles.joined}` : ''}`}>
        {options.map(({ value, label, under, icon }) => (
          <label key={value} className={`${styles.tile}${look === 'upright' ? ` ${styles.upright}` : ''}`}>
            <input type="radio" name={group.name} value={value} defaultChecked={isChosen(defaultValue, value)} onChange={onChange && (() => onChange(value))} className={styles.native} />
            <span className={styles.face}>
              {look === 'ring' && <span className={styles.ring} />}
              {icon && <Icon name={icon} />}
              <span>
                {label}
                {under && <small>{under}</small>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** The eight programs (or up to a dozen things) in pictures, four in a row; one may be chosen. Full width of a phone. */
export function PictureRadios({ options, defaultValue, onChange, ...group }: GroupProps) {
  return (
    <Group {...group} quiet>
      <div className={styles.pictures}>
        {options.map(({ value, label, icon }) => (
          <label key={value} className={styles.tile}>
            <input type="radio" name={group.name} value={value} defaultChecked={isChosen(defaultValue, value)} onChange={onChange && (() => onChange(value))} className={styles.native} />
            <span className={styles.face}>
              {icon && <Icon name={icon} />}
              <span>{label}</span>
            </span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** Several of a few, two in a row over the width of the page. */
export function CheckGrid({ options, defaultValue, onChange, ...group }: GroupProps) {
  return (
    <Group {...group} quiet>
      <div className={styles.grid}>
        {options.map(({ value, label, under }) => (
          <CheckboxLine key={value} name={group.name} value={value} defaultChecked={isChosen(defaultValue, value)} onChange={onChange && (() => onChange(value))} under={under}>
            {label}
          </CheckboxLine>
        ))}
      </div>
    </Group>
  );
}
