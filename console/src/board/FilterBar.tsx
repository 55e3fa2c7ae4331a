import { CloseButton, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import { statusFilters, useHistoryFilter } from '../history/filter';
import { useSnapshot } from '../live/useLive';
import { useRestaurants } from '../restaurants/useRestaurants';
import { useBoardFilter } from './useBoardFilter';

// FilterBar chooses what the board shows. A status leads to the list of all
// orders, where finished ones are too.
export function FilterBar() {
  const { t } = useTranslation();
  const { filter, setFilter } = useBoardFilter();
  const { status, setStatus } = useHistoryFilter();
  const { restaurants } = useRestaurants();
  const { orders } = useSnapshot();
  const [path, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const sources = useMemo(() => [...new Set([...orders.values()].map((order) => order.source))].sort(), [orders]);
  const inHistory = path === '/board/history';

  useKeys({ Slash: () => field.current?.focus() });

  return (
    <Group gap="xs">
      <TextInput
        ref={field}
        type="search"
        aria-label={t('board.search')}
        placeholder={t('board.search')}
        value={filter.text}
        onChange={(event) => setFilter({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setFilter({ text: '' });
          event.currentTarget.blur();
        }}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={filter.text ? <CloseButton size="sm" aria-label={t('board.clear')} onClick={() => setFilter({ text: '' })} /> : null}
        flex="1 1 190px"
        maw={260}
      />
      <Select
        aria-label={t('board.status')}
        placeholder={t('board.status')}
        data={statusFilters.map((value) => ({ value, label: t(`statusFilter.${value}`) }))}
        value={inHistory ? status : null}
        onChange={(value) => {
          setStatus((value ?? '') as (typeof statusFilters)[number]);
          if (value) go('/board/history');
        }}
        clearable={inHistory}
        flex="1 1 150px"
      />
      {restaurants.length > 1 && (
        <Select
          aria-label={t('board.restaurant')}
          placeholder={t('board.restaurant')}
          data={restaurants.map((one) => ({ value: one.id, label: one.name || one.id }))}
          value={filter.restaurant || null}
          onChange={(value) => setFilter({ restaurant: value ?? '' })}
          clearable
          searchable={restaurants.length > 8}
          flex="1 1 150px"
        />
      )}
      {(sources.length > 1 || filter.source) && (
        <Select
          aria-label={t('board.source')}
          placeholder={t('board.source')}
          data={[...new Set([...sources, filter.source].filter(Boolean))]}
          value={filter.source || null}
          onChange={(value) => setFilter({ source: value ?? '' })}
          clearable
          flex="1 1 150px"
        />
      )}
    </Group>
  );
}
