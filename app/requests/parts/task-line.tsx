import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { LineLink } from '#app/components/page.tsx';
import { partMark, usePartClock } from './part-words.tsx';
import type { TaskCard } from './queries.server.ts';

/** A part in the list of whoever has it: its words, where, and when it is due. */
export function TaskLine({ task, to, minutesADay }: { task: TaskCard; to: string; minutesADay: number }) {
  const { t } = useTranslation();
  const left = usePartClock(minutesADay)(task.clock);
  return (
    <LineLink
      to={to}
      icon="tool"
      under={
        <>
          <Num>{task.number}</Num> · <Num>{task.n}</Num>
          {task.place && <> · <Num>{task.place}</Num></>}
          {task.grid !== null && <> · {t('grid.named', { number: task.grid })}</>}
        </>
      }
    >
      <Mark state={partMark(task.state, task.clock)}>{t(`part.${task.state}`)}</Mark>
      {left && <span className="small quiet"> · {left}</span>}
      <br />
      {task.what && (
        <b lang={task.what.language} dir="auto">
          {task.what.words}
        </b>
      )}
    </LineLink>
  );
}
