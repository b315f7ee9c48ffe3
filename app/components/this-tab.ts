import { store } from './drafts.ts';

const MARK = 'tab';
const CHANNEL = 'tabs';
/** In ms: another tab of the same person answers at once, if there is one. */
const ANSWER = 400;

/** This tab signs somebody in: what "not my phone" opens is bound to it. */
export const markTab = (): void => store()?.setItem(MARK, '1');

/** Whether this tab is the one that signed in. Where a browser keeps no storage nothing can be told, and the session's own limits hold. */
export const isMarked = (): boolean => store()?.getItem(MARK) === '1' || store() === undefined;

/** A tab that lives answers a new one, so that a link opened beside it is no stranger. @returns how to stop */
export function answerTabs(): () => void {
  if (!('BroadcastChannel' in window)) return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => data === 'anybody?' && channel.postMessage('here');
  return () => channel.close();
}

/** Whether another tab of this session is still open; it then stands for this one too. */
export async function isBesideAnother(): Promise<boolean> {
  if (!('BroadcastChannel' in window)) return false;
  const channel = new BroadcastChannel(CHANNEL);
  const answered = await new Promise<boolean>((done) => {
    channel.onmessage = ({ data }) => data === 'here' && done(true);
    channel.postMessage('anybody?');
    setTimeout(() => done(false), ANSWER);
  });
  channel.close();
  if (answered) markTab();
  return answered;
}
