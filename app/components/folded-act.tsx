import { Form } from '@remix-run/react';
import { Button } from './button.tsx';
import type { IconName } from './icon-names.ts';
import { LineFold } from './page.tsx';

interface FoldedActProps {
  icon: IconName;
  /** On the row and on the button. */
  title: string;
  /** What it does, before it is done. */
  note: string;
  intent: string;
  /** What its person saw. */
  version: number;
}

/** A row that opens to one act that can't be taken back lightly: what it does, and its button. */
export function FoldedAct({ icon, title, note, intent, version }: FoldedActProps) {
  return (
    <LineFold icon={icon} title={title}>
      <Form method="post" className="stack-2">
        <input type="hidden" name="version" value={version} />
        <p className="small">{note}</p>
        <Button look="danger" name="intent" value={intent}>
          {title}
        </Button>
      </Form>
    </LineFold>
  );
}
