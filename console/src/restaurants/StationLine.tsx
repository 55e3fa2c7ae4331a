import { Popover, Text } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Restaurant } from '../api/types';
import classes from './StationLine.module.css';
import { RestaurantFacts } from './RestaurantFacts';
import { stateOf } from './state';
import { useRestaurants } from './useRestaurants';

const icons = { good: IconCircleCheckFilled, warn: IconAlertTriangleFilled, bad: IconCircleXFilled };
const shownAtMost = 3;

// StationLine is how each restaurant is: those in trouble first.
export function StationLine() {
  const { t } = useTranslation();
  const { restaurants } = useRestaurants();
  const order = { bad: 0, warn: 1, good: 2 };
  const sorted = [...restaurants].sort((a, b) => order[stateOf(a).tone] - order[stateOf(b).tone]);
  const rest = sorted.length - shownAtMost;
  return (
    <div className={classes.line}>
      {sorted.slice(0, shownAtMost).map((one) => (
        <Chip key={one.id} one={one} />
      ))}
      {rest > 0 && <Text size="sm">{t('station.more', { count: rest })}</Text>}
    </div>
  );
}

function Chip({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const state = stateOf(one);
  const Icon = icons[state.tone];
  return (
    <Popover width={340} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <button type="button" className={classes.chip} data-tone={state.tone}>
          <Icon size={16} aria-hidden />
          <span className={classes.name}>{one.name || one.id}</span>
          <span className={classes.word}>{t(`station.${state.word}`)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <RestaurantFacts one={one} />
      </Popover.Dropdown>
    </Popover>
  );
}
