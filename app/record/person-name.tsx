import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '#app/components/person.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { roleKey } from '#app/i18n/role-key.ts';

/** Name of somebody who acted, without a role; a passer-by never had one, and an erased account has none any more. */
export function useNameOf(): (names: Localized, role: string) => string {
  const { t } = useTranslation('record');
  const language = useLanguage();
  // A partner may answer by a slip, without any account.
  return (names, role) => pickLocalized(names, language)?.text ?? (role === 'house' || role === 'passer' || role === 'partner' ? t(`who.${role}`) : t('who.erased'));
}

export function useRoleOf(): (role: string) => string | null {
  const { t } = useTranslation('words');
  return (role) => {
    const key = roleKey(role);
    return key && t(key as 'role.manager');
  };
}

/** Who wrote or looked, and as what. */
export function Who({ names, role, own = false, children }: { names: Localized; role: string; own?: boolean; children?: ReactNode }) {
  const { t } = useTranslation('common');
  const nameOf = useNameOf();
  const roleOf = useRoleOf();
  const name = own ? t('state.you') : nameOf(names, role);
  const as = roleOf(role);
  return (
    <div className="row">
      <Face name={name} tone={own ? 'you' : 'us'} small />
      <div className="grow">
        <b>
          <bdi>{name}</bdi>
        </b>
        {as && <span className="small quiet"> · {as}</span>}
        {children && <p className="small quiet">{children}</p>}
      </div>
    </div>
  );
}
