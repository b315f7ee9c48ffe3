import { Select } from '@mantine/core';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import { useTranslation } from 'react-i18next';
import { OnMantine } from './on-mantine.tsx';
import type { SearchSelectProps } from './search-select.tsx';
import styles from './field.module.css';

/** The searchable list, loaded by `SearchSelect`. */
export default function SearchSelectOpened({ name, label, options, defaultValue, hint, error, optional, id = `f-${name}` }: SearchSelectProps) {
  const { t } = useTranslation();
  return (
    <OnMantine>
      <Select
        id={id}
        name={name}
        label={label}
        description={hint}
        error={error}
        data={options.map((option) => ({ ...option }))}
        defaultValue={defaultValue}
        nothingFoundMessage={t('state.nothing-found')}
        searchable
        autoFocus
        defaultDropdownOpened
        clearable={optional}
        allowDeselect={optional}
        maxDropdownHeight={320}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        classNames={{ input: styles.input, label: styles.legend, option: styles.option, description: styles.hint }}
      />
    </OnMantine>
  );
}
