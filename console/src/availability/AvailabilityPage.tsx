import { Button, Group, Popover, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import * as api from '../api/manage';
import type { Restaurant } from '../api/types';
import { useNow } from '../lib/clock';
import { dayAfter, momentAt, wallTime } from '../lib/zoned';
import { modifiersOf, useMenu, type Sold } from '../menu/menu';
import { rank } from '../menu/search';
import { useChange } from '../manage/useManaged';
import { AvailabilityWords } from '../restaurants/RestaurantFacts';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { TimeField } from '../ui/TimeField';
import { Panel } from '../ui/Panel';
import stacked from '../ui/Stacked.module.css';
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
      <Stopping one={one} />
    </Page>
  );
}

const longer = [15, 30, 45, 60];
const pauses = [30, 60, 120];

function Mode({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const now = useNow();
  const [end, setEnd] = useState<number>();
  const set = useChange((body: api.Availability) => api.setAvailability(one.id, body), ['restaurants'], () => setEnd(undefined));
  const { mode, minutes: busy } = one.availability;
  const until = end !== undefined && end > now ? new Date(end).toISOString() : undefined;
  return (
    <Panel title={t('facts.availability')}>
      <Text fw={700} size="lg" mb="sm" role="status">
        <AvailabilityWords one={one} />
      </Text>
      <Stack gap="sm">
        <Group gap="xs" align="flex-end">
          <Button color="green.9" variant={mode === 'online' ? 'filled' : 'default'} onClick={() => set.mutate({ mode: 'online' })}>
            {t('availability.online')}
          </Button>
          <Group gap="xs" wrap="nowrap" ml="auto">
            <Text size="sm">{t('availability.untilTitle')}</Text>
            <TimeField label={t('availability.untilTitle')} value={end} change={setEnd} now={now} zone={one.time_zone} />
          </Group>
        </Group>
        <Group gap="xs" role="group" aria-label={t('availability.busyTitle')}>
          <Text w="100%" size="sm" fw={600}>
            {t('availability.busyTitle')}
          </Text>
          {longer.map((minutes) => (
            <Button key={minutes} color="yellow.9" variant={mode === 'busy' && busy === minutes ? 'filled' : 'default'} onClick={() => set.mutate({ mode: 'busy', minutes, until: until ?? inMinutes(60) })}>
              {t('availability.plus', { minutes })}
            </Button>
          ))}
        </Group>
        <Group gap="xs" role="group" aria-label={t('availability.pauseTitle')}>
          <Text w="100%" size="sm" fw={600}>
            {t('availability.pauseTitle')}
          </Text>
          {until && (
            <Button color="red" variant="filled" onClick={() => set.mutate({ mode: 'paused', until })}>
              {t('availability.untilClock', { time: wallTime(end ?? 0, one.time_zone).time })}
            </Button>
          )}
          {pauses.map((minutes) => (
            <Button key={minutes} color="red" variant="outline" onClick={() => set.mutate({ mode: 'paused', until: inMinutes(minutes) })}>
              {t('availability.pause', { minutes })}
            </Button>
          ))}
          <Button color="red" variant="outline" onClick={() => set.mutate({ mode: 'paused' })}>
            {t('availability.pauseOpen')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}

// Stopping takes dishes and modifiers off sale, and puts them back.
function Stopping({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const { data: menu } = useMenu(one.id);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 150);
  const fitting = (all: Sold[]) => all.filter((each) => text.trim() === '' || rank(each, text) > 0).sort((a, b) => Number(a.available) - Number(b.available));
  const dishes = useMemo(() => fitting(menu?.items ?? []), [menu, text]);
  const modifiers = useMemo(() => (menu ? fitting(modifiersOf(menu)) : []), [menu, text]);
  const { shown, sentinel } = useGrowing(dishes.length);
  return (
    <>
      <Panel title={t('availability.dishes')} aside={<TextInput type="search" aria-label={t('availability.search')} placeholder={t('availability.search')} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}>
        <Table className={stacked.stacked} verticalSpacing="xs">
          <Table.Tbody>
            {dishes.slice(0, shown).map((dish) => (
              <Stoppable key={dish.plu} one={one} kind="items" sold={dish} />
            ))}
          </Table.Tbody>
        </Table>
        {shown < dishes.length && <div ref={sentinel} style={{ height: 40 }} />}
        {menu && dishes.length === 0 && <Text>{t('editor.nothing')}</Text>}
        {!menu && <Text>{t('editor.noMenu')}</Text>}
      </Panel>
      {modifiers.length > 0 && (
        <>
          <div style={{ height: 12 }} />
          <Panel title={t('availability.modifiers')}>
            <Table className={stacked.stacked} verticalSpacing="xs">
              <Table.Tbody>
                {modifiers.map((modifier) => (
                  <Stoppable key={modifier.plu} one={one} kind="modifiers" sold={modifier} />
                ))}
              </Table.Tbody>
            </Table>
          </Panel>
        </>
      )}
    </>
  );
}

// Stoppable is one dish or modifier.
function Stoppable({ one, kind, sold }: { one: Restaurant; kind: 'items' | 'modifiers'; sold: Sold }) {
  const { t } = useTranslation();
  const write = useMoney(one.currency);
  const set = useChange((body: api.Availability) => api.setAvailability(one.id, body), ['menu', 'restaurants']);
  const off = (until?: string) => set.mutate({ [kind]: [{ plu: sold.plu, available: false, until }] });
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{sold.name}</Text>
        <Text size="sm" c="dimmed">
          {sold.plu}
        </Text>
      </Table.Td>
      <Table.Td className="tabular">{sold.price === undefined ? '' : write(sold.price)}</Table.Td>
      <Table.Td>
        {sold.available ? (
          sold.remainder !== undefined && t('menu.left', { count: Number(sold.remainder) })
        ) : (
          <Text c="var(--bad)" fw={600}>
            {t(`stop.${sold.stop ?? 'stopped'}`)}
            {sold.snoozed_until && (
              <>
                {' '}
                {t('mode.until')} <Moment at={sold.snoozed_until} zone={one.time_zone} />
              </>
            )}
          </Text>
        )}
      </Table.Td>
      <Table.Td align="right">
        {sold.stop === 'snoozed' && (
          <Button variant="light" color="green.9" size="compact-md" loading={set.isPending} onClick={() => set.mutate({ [kind]: [{ plu: sold.plu, available: true }] })}>
            {t('availability.back')}
          </Button>
        )}
        {sold.available && (
          <Group gap={4} justify="flex-end">
            <Button variant="default" size="compact-md" loading={set.isPending} onClick={() => off(inMinutes(60))}>
              {t('availability.offHour')}
            </Button>
            <OffUntil one={one} off={off} />
            <Button variant="default" size="compact-md" loading={set.isPending} onClick={() => off()}>
              {t('availability.off')}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

// OffUntil takes a dish off until midnight or a time of day.
function OffUntil({ one, off }: { one: Restaurant; off: (until: string) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const [end, setEnd] = useState<number>();
  const midnight = momentAt({ date: dayAfter(wallTime(now, one.time_zone).date, 1), time: '00:00' }, one.time_zone);
  const choose = (moment: number) => {
    setOpened(false);
    off(new Date(moment).toISOString());
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-md" onClick={() => setOpened(!opened)}>
          {t('availability.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Button variant="default" onClick={() => choose(midnight)}>
            {t('availability.dayEnd')}
          </Button>
          <Group gap="xs" wrap="nowrap">
            <TimeField label={t('availability.untilFor')} value={end} change={setEnd} now={now} zone={one.time_zone} />
            <Button disabled={end === undefined} onClick={() => end !== undefined && choose(end)}>
              {t('availability.off')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
