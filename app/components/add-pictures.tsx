import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from './field.tsx';
import { Icon } from './icon.tsx';
import { Clip, Way } from './talk.tsx';
import { Brush } from './brush.tsx';
import { putFiles } from './chosen-files.ts';

const PICTURES = 'f-pictures';

/** A way to add pictures, as a label of the file input below it; {@link Pictures} holds the input. */
export function PicturesWay({ id = PICTURES, papers = false }: { id?: string; papers?: boolean }) {
  const { t } = useTranslation(['files', 'common']);
  return (
    <Way icon="camera" htmlFor={id}>
      {papers ? t('add') : t('common:button.add-photo')}
    </Way>
  );
}

const isPaper = ({ type, name }: File): boolean => type === 'application/pdf' || name.toLowerCase().endsWith('.pdf');

interface Chosen {
  key: number;
  /** As it was chosen, for beginning anew. */
  original: File;
  /** As it is sent. */
  sent: File;
}

interface PicturesProps {
  error?: string;
  /** With its button. */
  visible?: boolean;
  /** Where a page has two. */
  id?: string;
  /** A PDF is taken too; its pages arrive as pictures. */
  papers?: boolean;
}

/** The input itself and what was chosen, each picture with its brush. Without script they go as chosen. */
export function Pictures({ error, visible = false, id = PICTURES, papers = false }: PicturesProps) {
  const { t } = useTranslation(['files', 'common']);
  const input = useRef<HTMLInputElement>(null);
  const next = useRef(0);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const change = (make: (before: Chosen[]) => Chosen[]) =>
    setChosen((before) => {
      const after = make(before);
      if (input.current) putFiles(input.current, after.map(({ sent }) => sent));
      return after;
    });
  const choose = (files: FileList | null) => setChosen(Array.from(files ?? [], (file) => ({ key: (next.current += 1), original: file, sent: file })));
  return (
    <>
      {visible && <PicturesWay id={id} papers={papers} />}
      <input
        ref={input}
        id={id}
        type="file"
        name="pictures"
        accept={papers ? 'image/*,application/pdf,.pdf' : 'image/*'}
        multiple
        className="visually-hidden"
        aria-label={papers ? t('add') : t('common:button.add-photo')}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => choose(event.currentTarget.files)}
      />
      {chosen.some(({ original }) => !isPaper(original)) && (
        <Clip lead={<Icon name="camera" />} under={t('picture-safe')}>
          {t('pictures', { count: chosen.filter(({ original }) => !isPaper(original)).length })}
        </Clip>
      )}
      {chosen.map(({ key, original }, at) => {
        const remove = () => change((before) => before.filter((one) => one.key !== key));
        if (isPaper(original)) {
          return (
            <Clip key={key} lead={<Icon name="file-text" />} under={t('paper-safe')} removeLabel={t('brush.remove')} onRemove={remove}>
              <bdi>{original.name}</bdi>
            </Clip>
          );
        }
        return <Brush key={key} file={original} label={t('brush.picture', { number: at + 1 })} onDrawn={(sent) => change((before) => before.map((one) => (one.key === key ? { ...one, sent } : one)))} onRemove={remove} />;
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </>
  );
}
