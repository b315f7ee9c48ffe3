import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './paper.module.css';

/**
 * A paper on the page that can be kept as a picture: drawn on the phone when asked for, and saved by a long press where a
 * browser has neither print nor download (inside WeChat). Without script the page itself is the paper.
 */
export function Paper({ children, button = true }: { children: ReactNode; button?: boolean }) {
  const { t } = useTranslation();
  const here = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [pictures, setPictures] = useState<string[] | null>(null);
  useEffect(() => setReady(button), [button]);
  const show = async () => {
    if (!here.current) return;
    const { picturesOf } = await import('./paper-picture.ts');
    setPictures(await picturesOf(here.current));
  };
  return (
    <>
      <div ref={here}>{children}</div>
      {button && (
        <noscript>
          <p className="pad small quiet no-print">{t('paper.screenshot')}</p>
        </noscript>
      )}
      {ready && (
        <div className={`pad no-print ${styles.keep}`} data-no-paper>
          {pictures ? (
            <>
              <p role="status">{t('paper.hold')}</p>
              {pictures.map((src, at) => (
                <img key={src.slice(-40)} src={src} alt={t('paper.picture', { number: at + 1 })} />
              ))}
            </>
          ) : (
            <Button type="button" icon="photo" onClick={() => void show()}>
              {t('paper.keep')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
