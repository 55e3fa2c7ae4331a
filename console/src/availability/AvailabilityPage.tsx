import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import * as api from '../api/manage';
import type { Restaurant } from '../api/types';
import { useMenu, type MenuDish } from '../menu/menu';
import { rank } from '../menu/search';
import { useChange } from '../manage/useManaged';
import { AvailabilityWords } from '../restaurants/RestaurantFacts';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { useMoney } from '../ui/useMoney';
import { useGrowing } from '../board/useGrowing';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

// AvailabilityPage says how orders are taken now, and takes dishes off sale.
export function AvailabilityPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { restaurants, find } = useRestaurants();
  const one = find(id) ?? restaurants[0];
  if (!one) return null;
  return (
    <Page
      title={t('availability.title')}
      aside={
        restaurants.length > 1 ? (
          <Select aria-label={t('board.restaurant')} data={restaurants.map((each) => ({ value: each.id, label: each.name || each.id }))} value={one.id} allowDeselect={false} onChange={(value) => value && go(`/menu/${value}`)} />
        ) : undefined
      }
    >
      <Mode one={one} />
      <div style={{ height: 12 }} />
      <Dishes one={one} />
    </Page>
  );
}

function Mode({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const set = useChange((body: api.Availability) => api.setAvailability(one.id, body), ['restaurants']);
  const { mode } = one.availability;
  return (
    <Panel title={t('facts.availability')}>
      <Text fw={700} size="lg" mb="sm" role="status">
        <AvailabilityWords one={one} />
      </Text>
      <Group gap="xs">
        <Button color="green.9" variant={mode === 'online' ? 'filled' : 'default'} onClick={() => set.mutate({ mode: 'online' })}>
          {t('availability.online')}
        </Button>
        {[15, 30, 45].map((minutes) => (
          <Button key={minutes} variant="default" onClick={() => set.mutate({ mode: 'busy', minutes, until: inMinutes(60) })}>
            {t('availability.busy', { minutes })}
          </Button>
        ))}
        {[30, 60, 120].map((minutes) => (
          <Button key={minutes} color="red" variant="outline" onClick={() => set.mutate({ mode: 'paused', until: inMinutes(minutes) })}>
            {t('availability.pause', { minutes })}
          </Button>
        ))}
        <Button color="red" variant="outline" onClick={() => set.mutate({ mode: 'paused' })}>
          {t('availability.pauseOpen')}
        </Button>
      </Group>
    </Panel>
  );
}

function Dishes({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const { data: menu } = useMenu(one.id);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 150);
  const dishes = useMemo(() => (menu?.items ?? []).filter((dish) => text.trim() === '' || rank(dish, text) > 0).sort((a, b) => Number(a.available) - Number(b.available)), [menu, text]);
  const { shown, sentinel } = useGrowing(dishes.length);
  return (
    <Panel title={t('availability.dishes')} aside={<TextInput type="search" aria-label={t('availability.search')} placeholder={t('availability.search')} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {dishes.slice(0, shown).map((dish) => (
            <Dish key={dish.plu} one={one} dish={dish} />
          ))}
        </Table.Tbody>
      </Table>
      {shown < dishes.length && <div ref={sentinel} style={{ height: 40 }} />}
      {menu && dishes.length === 0 && <Text>{t('editor.nothing')}</Text>}
      {!menu && <Text>{t('editor.noMenu')}</Text>}
    </Panel>
  );
}

function Dish({ one, dish }: { one: Restaurant; dish: MenuDish }) {
  const { t } = useTranslation();
  const write = useMoney(one.currency);
  const set = useChange((body: api.Availability) => api.setAvailability(one.id, body), ['menu', 'restaurants']);
  const snooze = (minutes?: number) => set.mutate({ items: [{ plu: dish.plu, available: false, until: minutes ? inMinutes(minutes) : undefined }] });
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{dish.name}</Text>
        <Text size="sm" c="dimmed">
          {dish.plu}
        </Text>
      </Table.Td>
      <Table.Td className="tabular">{dish.price === undefined ? '' : write(dish.price)}</Table.Td>
      <Table.Td>
        {dish.available ? (
          dish.remainder !== undefined && t('menu.left', { count: Number(dish.remainder) })
        ) : (
          <Text c="var(--bad)" fw={600}>
            {t(`stop.${dish.stop ?? 'stopped'}`)}
            {dish.snoozed_until && (
              <>
                {' '}
                {t('mode.until')} <Moment at={dish.snoozed_until} zone={one.time_zone} />
              </>
            )}
          </Text>
        )}
      </Table.Td>
      <Table.Td align="right">
        {dish.stop === 'snoozed' && (
          <Button variant="light" color="green.9" size="compact-md" loading={set.isPending} onClick={() => set.mutate({ items: [{ plu: dish.plu, available: true }] })}>
            {t('availability.back')}
          </Button>
        )}
        {dish.available && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <Button variant="default" size="compact-md" loading={set.isPending} onClick={() => snooze(60)}>
              {t('availability.offHour')}
            </Button>
            <Button variant="default" size="compact-md" loading={set.isPending} onClick={() => snooze()}>
              {t('availability.off')}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
