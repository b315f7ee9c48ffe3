import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from './button.tsx';
import { keepSent } from './drafts.ts';
import { ErrorPanel } from './states.tsx';
import styles from './route-error.module.css';

const BY_STATUS = { 401: 'session', 403: 'forbidden', 404: 'not-found', 405: 'not-found', 413: 'too-large', 429: 'too-often', 503: 'unavailable' } as const;

/** A request that never left the device: fetch rejects with a TypeError and the browser knows that there is no network. */
function isOffline(error: unknown): boolean {
  return error instanceof TypeError && typeof navigator !== 'undefined' && !navigator.onLine;
}

function kindOf(error: unknown) {
  if (isRouteErrorResponse(error)) return BY_STATUS[error.status as keyof typeof BY_STATUS] ?? 'server';
  return isOffline(error) ? 'offline' : 'server';
}

/**
 * What went wrong, what was kept and what to do, for the root and for every room that wants it nearer
 * (`export { RouteError as ErrorBoundary }`). What was typed into a `KeptForm` is there again after "Try again".
 */
export function RouteError() {
  const { t } = useTranslation();
  const kind = kindOf(useRouteError());
  useEffect(keepSent, []);
  const again = kind === 'server' || kind === 'unavailable' || kind === 'offline' || kind === 'too-often';
  return (
    <div className={styles.page}>
      <ErrorPanel
        level={1}
        title={t(`error.${kind}.title`)}
        actions={
          <>
            {again && (
              <ButtonLink look="main" to="" external icon="refresh">
                {t('button.retry')}
              </ButtonLink>
            )}
            <ButtonLink to={kind === 'session' ? '/sign-in' : '/'} external look={again ? 'plain' : 'main'}>
              {t(kind === 'session' ? 'button.sign-in' : 'error.home')}
            </ButtonLink>
          </>
        }
      >
        {t(`error.${kind}.text`)}
      </ErrorPanel>
    </div>
  );
}
