import { ActionIcon, Badge, Button, Checkbox, Group, Modal, Radio, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Modifier } from '../api/types';
import { choiceOf, choose, complete, countOf, modifiersOf, shortageOf, type Choice } from '../menu/choice';
import { groupsOf, type Menu, type MenuDish, type MenuGroup, type MenuModifier } from '../menu/menu';
import { useMoney } from '../ui/useMoney';
import classes from './ModifierDialog.module.css';

interface Props {
  menu: Menu;
  dish: MenuDish;
  before: Modifier[];
  currency?: string;
  close: () => void;
  chosen: (modifiers: Modifier[]) => void;
}

// ModifierDialog chooses modifiers within what the menu asks for and allows.
export function ModifierDialog({ menu, dish, before, currency, close, chosen }: Props) {
  const { t } = useTranslation();
  const groups = groupsOf(menu, dish);
  const [choice, setChoice] = useState<Choice>(() => choiceOf(groups, before));
  return (
    <Modal opened onClose={close} title={dish.name} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete(groups, choice)) chosen(modifiersOf(groups, choice, before));
        }}
      >
        {groups.map((group, i) => (
          <ModifierGroup key={group.id} first={i === 0} group={group} choice={choice} setChoice={setChoice} currency={currency} />
        ))}
        <Group justify="flex-end" className={classes.answers}>
          <Button variant="default" onClick={close}>
            {t('back')}
          </Button>
          <Button type="submit" disabled={!complete(groups, choice)}>
            {t('done')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface GroupProps {
  first: boolean; // the keyboard begins here
  group: MenuGroup;
  choice: Choice;
  setChoice: (choice: Choice) => void;
  currency?: string;
}

function ModifierGroup({ first, group, choice, setChoice, currency }: GroupProps) {
  const { t } = useTranslation();
  const shortage = shortageOf(group, choice);
  return (
    <fieldset className={classes.group}>
      <legend>
        {group.name}{' '}
        <Badge color={shortage ? 'red.8' : 'green.9'} tt="none">
          {limits(group, t)} · {countOf(choice, group.id)}
        </Badge>
      </legend>
      {group.modifiers.map((modifier, i) => (
        <Line key={modifier.plu} first={first && i === 0} group={group} modifier={modifier} choice={choice} setChoice={setChoice} currency={currency} />
      ))}
    </fieldset>
  );
}

function limits(group: MenuGroup, t: TFunction): string {
  if (group.max === undefined) return t('group.atLeast', { min: group.min });
  return group.min === group.max ? t('group.exactly', { count: group.max }) : t('group.between', { min: group.min, max: group.max });
}

function Line({ first, group, modifier, choice, setChoice, currency }: GroupProps & { modifier: MenuModifier }) {
  const { t } = useTranslation();
  const write = useMoney(currency);
  const count = choice[group.id]?.[modifier.plu] ?? 0;
  const set = (next: number) => setChoice(choose(group, choice, modifier.plu, next));
  const single = group.max === 1;
  const Control = single && group.min === 1 ? Radio : Checkbox;
  const full = group.max !== undefined && countOf(choice, group.id) >= group.max;
  return (
    <div className={classes.line}>
      <Control
        name={group.id}
        data-autofocus={first || undefined}
        label={modifier.name + (modifier.available ? '' : ` (${t('menu.stopped')})`)}
        checked={count > 0}
        disabled={count === 0 && (!modifier.available || (full && !single))}
        onChange={(event) => set(event.currentTarget.checked ? 1 : 0)}
      />
      {!single && count > 0 && (
        <Group gap={4}>
          <ActionIcon variant="default" aria-label={t('editor.less', { name: modifier.name })} onClick={() => set(count - 1)}>
            <IconMinus size={15} />
          </ActionIcon>
          <b>{count}</b>
          <ActionIcon variant="default" disabled={full} aria-label={t('editor.more', { name: modifier.name })} onClick={() => set(count + 1)}>
            <IconPlus size={15} />
          </ActionIcon>
        </Group>
      )}
      <Text span className="tabular" ml="auto">
        {modifier.price ? `+ ${write(modifier.price)}` : ''}
      </Text>
    </div>
  );
}
