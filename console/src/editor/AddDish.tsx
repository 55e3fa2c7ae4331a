import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../app/keys';
import type { Menu, MenuDish } from '../menu/menu';
import { search } from '../menu/search';
import { useMoney } from '../ui/useMoney';
import classes from './AddDish.module.css';
import { Key } from '../ui/Key';

interface Props {
  menu?: Menu;
  pick: (dish: MenuDish) => void;
  currency?: string;
}

// AddDish finds a dish while its name is typed.
export function AddDish({ menu, pick, currency }: Props) {
  const { t } = useTranslation();
  const list = useCombobox();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const found = useMemo(() => search(menu?.items ?? [], typed), [menu, typed]);
  // The best fit is chosen already, so that Enter takes it.
  const { selectFirstOption } = list;
  useEffect(() => {
    if (found.length > 0) selectFirstOption();
  }, [found, selectFirstOption]);

  useKeys({ KeyD: () => field.current?.focus() });

  function chosen(plu: string) {
    const dish = found.find((one) => one.plu === plu);
    if (!dish) return;
    pick(dish);
    setTyped('');
    list.closeDropdown();
  }

  return (
    <Combobox store={list} onOptionSubmit={chosen} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={field}
          aria-label={t('editor.add')}
          placeholder={t(menu ? 'editor.add' : 'editor.noMenu')}
          disabled={!menu}
          leftSection={<IconPlus size={17} aria-hidden />}
          rightSection={<Key name="D" />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            list.openDropdown();
          }}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ''}>
        <Combobox.Options mah={330} className={classes.options}>
          {found.map((dish) => (
            <Combobox.Option key={dish.plu} value={dish.plu} active={dish.available}>
              <Found dish={dish} currency={currency} />
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('editor.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Found({ dish, currency }: { dish: MenuDish; currency?: string }) {
  const { t } = useTranslation();
  const write = useMoney(currency);
  return (
    <div className={classes.found} data-available={dish.available}>
      <span>
        {dish.name}
        <Text span size="sm" className={classes.code} ml={6}>
          {dish.plu}
        </Text>
        {!dish.available && (
          <Text span size="sm" className={classes.stopped} ml={6}>
            {t(`stop.${dish.stop ?? 'stopped'}`)}
          </Text>
        )}
        {dish.available && dish.remainder !== undefined && (
          <Text span size="sm" className={classes.left} ml={6}>
            {t('menu.left', { count: Number(dish.remainder) })}
          </Text>
        )}
      </span>
      <span className="tabular">{dish.price === undefined ? '' : write(dish.price)}</span>
    </div>
  );
}
