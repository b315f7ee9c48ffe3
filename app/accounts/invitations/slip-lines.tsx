import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Line, Sheet } from '#app/components/page.tsx';
import { spacedNumber } from './rules.ts';

interface SlipLinesProps {
  slips: readonly { id: string; number: string; state: string; minutes: number }[];
  /** Hidden fields of the page's own form. */
  hidden?: Record<string, string>;
}

/** Slips that are out, for whoever made them and wakes them herself. */
export function SlipLines({ slips, hidden = {} }: SlipLinesProps) {
  const { t } = useTranslation('members');
  if (slips.length === 0) return null;
  return (
    <Sheet list>
      {slips.map(({ id, number, state, minutes }) => (
        <Line key={id}>
          <Form method="post" className="row">
            {Object.entries({ ...hidden, slip: id }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <span className="grow">
              <bdi dir="ltr" className="num">
                {spacedNumber(number)}
              </bdi>{' '}
              <Mark small state={state === 'awake' ? 'work' : 'pause'}>
                {t(`state.${state as 'awake'}`, { minutes })}
              </Mark>
            </span>
            {state === 'sleeping' && (
              <Button size="desk" look="main" name="intent" value="wake">
                {t('shop.wake')}
              </Button>
            )}
            <Button size="desk" name="intent" value="end-slip">
              {t('manage.end')}
            </Button>
          </Form>
        </Line>
      ))}
    </Sheet>
  );
}
