import { Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import { History } from '../history/History';
import { useSnapshot } from '../live/useLive';
import { places, sortOrders, type Place } from '../order/place';
import classes from './Board.module.css';
import { Column } from './Column';
import { FilterBar } from './FilterBar';
import { matches } from './filter';
import { moveBetweenCards } from './moveCards';
import { useBoardFilter } from './useBoardFilter';

type Tab = Place | 'board' | 'history';

const wideScreen = '(min-width: 1240px)';

// Board is all open orders: side by side where there is room, else in tabs.
export function Board({ tab }: { tab: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const wide = useMediaQuery(wideScreen, window.matchMedia(wideScreen).matches) ?? true;
  const { orders } = useSnapshot();
  const { filter } = useBoardFilter();
  const frame = useRef<HTMLDivElement>(null);
  const sorted = useMemo(() => sortOrders([...orders.values()].filter((order) => matches(order, filter))), [orders, filter]);
  const chosen = shownTab(tab, wide);
  const tabs: Tab[] = wide ? ['board', 'history'] : [...places, 'history'];

  useKeys({
    ArrowDown: () => moveBetweenCards(frame.current, 'down'),
    ArrowUp: () => moveBetweenCards(frame.current, 'up'),
    ArrowLeft: () => moveBetweenCards(frame.current, 'left'),
    ArrowRight: () => moveBetweenCards(frame.current, 'right'),
    ...Object.fromEntries(tabs.map((name, i) => [`Digit${i + 1}`, () => go(pathOf(name))])),
  });

  return (
    <div className={classes.board} ref={frame}>
      <div className={classes.bar}>
        <Tabs value={chosen} onChange={(name) => go(pathOf(name as Tab))} variant="pills" aria-label={t('board.places')}>
          <Tabs.List>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name} aria-controls="board-content" rightSection={<Count name={name} sorted={sorted} />}>
                {t(`place.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <FilterBar />
      </div>
      <div id="board-content" className={classes.content} role="tabpanel" aria-label={t(`place.${chosen}`)}>
        {chosen === 'history' && <History />}
        {chosen === 'board' && places.map((place) => <Column key={place} place={place} orders={sorted[place]} titled />)}
        {chosen !== 'history' && chosen !== 'board' && <Column place={chosen} orders={sorted[chosen]} />}
      </div>
    </div>
  );
}

const pathOf = (tab: Tab) => (tab === 'board' ? '/' : `/board/${tab}`);

function shownTab(tab: string, wide: boolean): Tab {
  if (tab === 'history') return 'history';
  if (wide) return 'board';
  return places.find((place) => place === tab) ?? 'waiting';
}

function Count({ name, sorted }: { name: Tab; sorted: Record<Place, unknown[]> }) {
  if (name === 'board' || name === 'history') return null;
  const count = sorted[name].length;
  return count ? (
    <b className={classes.count} data-place={name}>
      {count}
    </b>
  ) : null;
}
