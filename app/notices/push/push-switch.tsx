import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';

type State = 'asking' | 'cannot' | 'off' | 'on' | 'denied';

const bytesOf = (key: string) => Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

/** Push on this phone, on and off. Nothing of it shows where the browser has none: WeChat's, or without script. */
export function PushSwitch({ publicKey }: { publicKey: string }) {
  const { t } = useTranslation('notices');
  const fetcher = useFetcher();
  const [state, setState] = useState<State>('asking');
  const ready = async () => (await navigator.serviceWorker.getRegistration())?.pushManager ?? null;
  useEffect(() => {
    const look = async () => {
      if (!('serviceWorker' in navigator) || !('PushManager' in window)) return setState('cannot');
      const push = await ready();
      if (!push) return setState('cannot');
      setState((await push.getSubscription()) ? 'on' : Notification.permission === 'denied' ? 'denied' : 'off');
    };
    void look().catch(() => setState('cannot'));
  }, []);
  const tell = (intent: string, endpoint: string) => fetcher.submit({ intent, endpoint }, { method: 'post' });
  const switchOn = async () => {
    const subscription = await (await ready())?.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }).catch(() => null);
    if (!subscription) return setState(Notification.permission === 'denied' ? 'denied' : 'cannot');
    tell('push-on', subscription.endpoint);
    setState('on');
  };
  const switchOff = async () => {
    const subscription = await (await ready())?.getSubscription();
    if (subscription) {
      tell('push-off', subscription.endpoint);
      await subscription.unsubscribe();
    }
    setState('off');
  };
  if (state === 'asking') return null;
  if (state === 'cannot' || state === 'denied') return <p className="small quiet">{t(`choices.${state}`)}</p>;
  return (
    <div role="status">
      <Button type="button" icon="bell" look={state === 'off' ? 'main' : 'plain'} onClick={() => void (state === 'off' ? switchOn() : switchOff())}>
        {t(state === 'off' ? 'choices.switch-on' : 'choices.switch-off')}
      </Button>
    </div>
  );
}
