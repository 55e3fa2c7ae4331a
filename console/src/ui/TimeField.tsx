import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { IconClock } from '@tabler/icons-react';
import { wallTime } from '../lib/zoned';
import { atClock } from '../order/promise';

interface Props {
  label: string;
  value: number | undefined;
  change: (value: number | undefined) => void;
  now: number;
  zone?: string;
}

// TimeField is a time of day in the near future, or none. The browser's own
// field follows the computer's language, not the console's.
export function TimeField({ label, value, change, now, zone }: Props) {
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    if (typed?.trim() === '') change(undefined);
    else if (typed !== undefined) change(atClock(typed, now, zone) ?? value);
    setTyped(undefined);
  };
  return (
    <TextInput
      size="md"
      w={106}
      inputMode="numeric"
      placeholder="--:--"
      aria-label={label}
      title={label}
      leftSection={<IconClock size={18} aria-hidden />}
      value={typed ?? (value === undefined ? '' : wallTime(value, zone).time)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
