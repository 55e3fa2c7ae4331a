import { TextInput } from '@mantine/core';
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

// TimeField is a time of day in the near future, or none.
export function TimeField({ label, value, change, now }: Props) {
  return (
    <TextInput
      type="time"
      size="md"
      w={112}
      aria-label={label}
      title={label}
      value={value === undefined ? '' : clockText(value)}
      onChange={(event) => change(atClock(event.currentTarget.value, now))}
    />
  );
}
