import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { IconClock } from '@tabler/icons-react';
import { atClock } from '../order/promise';

interface Props {
  label: string;
  value: number | undefined;
  change: (value: number | undefined) => void;
  now: number;
}

const two = (n: number) => String(n).padStart(2, '0');

function clockText(value: number): string {
  const at = new Date(value);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

// TimeField is a time of day in the near future, or none. The browser's own
// field follows the computer's language, not the console's.
export function TimeField({ label, value, change, now }: Props) {
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    if (typed?.trim() === '') change(undefined);
    else if (typed !== undefined) change(atClock(typed, now) ?? value);
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
      value={typed ?? (value === undefined ? '' : clockText(value))}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
