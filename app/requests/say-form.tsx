import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Line } from '#app/components/page.tsx';
import layout from './detail.module.css';
import type { Room } from './engine/rooms.ts';
import { MOST_WORDS } from './limits.ts';

interface SayProps {
  label: string;
  /** Of the field, where a refusal points to. */
  id: string;
  /** How often she has spoken here: a sent sentence leaves an empty field. */
  turns: number;
  errors: FormErrors;
  /** Whether what was refused was said here. */
  refused: boolean;
  room?: Room;
}

/** One sentence more, with pictures, at the end of a talk. What was typed stays on the device until it is sent. */
export function SayForm({ label, id, turns, errors, refused, room }: SayProps) {
  const { t } = useTranslation();
  return (
    <Line as="div">
      <KeptForm encType="multipart/form-data" keep={room ? `say-${room}` : 'say'} key={turns}>
        {room && <input type="hidden" name="room" value={room} />}
        <Fields plain>
          <TextArea name="words" id={id} rows={2} maxLength={MOST_WORDS} label={label} error={refused ? errors.errorOf('words') : undefined} defaultValue={refused ? errors.valueOf('words') : undefined} />
          <div className={layout.sending}>
            <Pictures visible id={room && `f-pictures-${room}`} error={refused ? errors.errorOf('pictures') : undefined} />
            <Button icon="send" name="intent" value="say">
              {t('button.send')}
            </Button>
          </div>
        </Fields>
      </KeptForm>
    </Line>
  );
}
