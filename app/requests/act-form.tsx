import { Form, type FormProps } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Button } from '#app/components/button.tsx';
import { Fields } from '#app/components/field.tsx';
import type { IconName } from '#app/components/icon-names.ts';
import { Line } from '#app/components/page.tsx';
import type { Intent } from './schema.ts';

interface ActFormProps {
  intent: Intent;
  icon: IconName;
  /** Words of its button. */
  button: string;
  /** Where it carries files. */
  encType?: FormProps['encType'];
  /** The element of its line. */
  as?: 'li' | 'div';
  children: ReactNode;
}

/** Fields of one act on a request, and the button that does it, as a line of a section's sheet. */
export function ActForm({ intent, icon, button, encType, as = 'div', children }: ActFormProps) {
  return (
    <Line as={as}>
      <Form method="post" encType={encType}>
        <Fields plain>
          {children}
          <div>
            <Button icon={icon} name="intent" value={intent}>
              {button}
            </Button>
          </div>
        </Fields>
      </Form>
    </Line>
  );
}
