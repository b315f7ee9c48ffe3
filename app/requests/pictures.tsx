import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from '#app/components/field.tsx';
import { Icon } from '#app/components/icon.tsx';
import { Clip, Way } from '#app/components/talk.tsx';

/** A way to add pictures, as a label of the file input below it; {@link Pictures} holds the input. */
export function PicturesWay() {
  const { t } = useTranslation();
  return (
    <Way icon="camera" htmlFor="f-pictures">
      {t('button.add-photo')}
    </Way>
  );
}

/** The input itself and what was chosen; `visible` with its button. Its name of files is shown to nobody else. */
export function Pictures({ error, visible = false }: { error?: string; visible?: boolean }) {
  const { t } = useTranslation(['requests', 'common']);
  const [names, setNames] = useState<string[]>([]);
  return (
    <>
      {visible && <PicturesWay />}
      <input
        id="f-pictures"
        type="file"
        name="pictures"
        accept="image/*"
        multiple
        className="visually-hidden"
        aria-label={t('common:button.add-photo')}
        aria-describedby={error ? 'f-pictures-error' : undefined}
        onChange={(event) => setNames(Array.from(event.currentTarget.files ?? [], (file) => file.name))}
      />
      {names.length > 0 && (
        <Clip lead={<Icon name="camera" />} under={t('ask.picture-safe')}>
          {t('ask.pictures', { count: names.length })}
        </Clip>
      )}
      {error && <FieldError id="f-pictures-error">{error}</FieldError>}
    </>
  );
}
