import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { LineFold, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { NameFields } from './name-fields.tsx';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';
import { tradesOf } from './trades.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.trades.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'trades', now);
  return { view, trades: tradesOf(based) };
});
export const action = savePart('trades');


export default function TradesRoute() {
  const { view, trades } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const fill = useFill();
  const wrong = (prefix: string) => fill.all.some(({ field }) => field.startsWith(`${prefix}-`));
  return (
    <PartForm view={view} fill={fill} wide>
      <Sheet>
        {trades.map(({ id, names, retired }) => (
          <LineFold key={id} title={<bdi>{pickLocalized(names, language)?.text}</bdi>} under={retired ? t('trades.retired') : undefined} open={wrong(`name-${id}`)}>
            <div className="stack-2">
              <NameFields prefix={`name-${id}`} names={names} fill={fill} />
              <CheckboxLine name={`retired-${id}`} defaultChecked={fill.checked(`retired-${id}`, retired)} under={t('trades.retire-hint')}>
                {t('trades.retire')}
              </CheckboxLine>
            </div>
          </LineFold>
        ))}
        <LineFold icon="plus" title={t('trades.new')} under={t('trades.new-hint')} open={wrong('new')}>
          <div className="stack-2">
            <NameFields prefix="new" names={{}} fill={fill} optional />
          </div>
        </LineFold>
      </Sheet>
    </PartForm>
  );
}
