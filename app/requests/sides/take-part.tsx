import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Fields, Select } from '#app/components/field.tsx';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';

/** The other side's first word: yes, with the language she would like, or no, in one tap and without a reason. Inside a form. */
export function TakePart() {
  const { t } = useTranslation(['sides', 'common']);
  return (
    <Fields>
      <p className="quiet small">{t('take-part.what')}</p>
      <Select name="wish" label={t('wish.label')} hint={t('wish.hint')} optional defaultValue="">
        <option value="">{t('wish.any')}</option>
        {CONTENT_LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {t(`common:language.names.${language}`)}
          </option>
        ))}
      </Select>
      <Buttons>
        <Button look="main" size="thumb" icon="check" name="intent" value="take-part">
          {t('take-part.yes')}
        </Button>
        <Button size="thumb" name="intent" value="stay-out">
          {t('take-part.no')}
        </Button>
      </Buttons>
      <p className="quiet small">{t('take-part.no-reason')}</p>
    </Fields>
  );
}
