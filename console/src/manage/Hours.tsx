import { ActionIcon, Button, Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings, Span } from '../api/manage';
import { readClock } from '../lib/zoned';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface Props {
  settings: Settings;
  change: (settings: Settings) => void;
}

// Hours are when a restaurant takes orders, by its own clock; none means always.
export function Hours({ settings, change }: Props) {
  const { t } = useTranslation();
  const hours = settings.hours ?? [];
  const set = (next: Span[]) => change({ ...settings, hours: next });
  return (
    <Stack gap="sm">
      {hours.length === 0 && <Text>{t('hours.none')}</Text>}
      {hours.map((span, i) => (
        <SpanRow key={i} span={span} change={(next) => set(hours.map((one, n) => (n === i ? next : one)))} remove={() => set(hours.filter((_, n) => n !== i))} />
      ))}
      <Group>
        <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={() => set([...hours, { days: [...week], from: '10:00', to: '22:00' }])}>
          {t('hours.add')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('hours.zone', { zone: settings.time_zone })}
      </Text>
    </Stack>
  );
}

function SpanRow({ span, change, remove }: { span: Span; change: (span: Span) => void; remove: () => void }) {
  const { t } = useTranslation();
  const days = span.days?.length ? span.days : [...week];
  const time = (name: 'from' | 'to') => (
    <TextInput
      label={t(`hours.${name}`)}
      w={84}
      inputMode="numeric"
      placeholder="10:00"
      value={span[name]}
      onChange={(event) => change({ ...span, [name]: event.currentTarget.value })}
      onBlur={(event) => change({ ...span, [name]: readClock(event.currentTarget.value) ?? event.currentTarget.value })}
    />
  );
  return (
    <Group align="flex-end" gap="sm" role="group" aria-label={t('hours.days')}>
      <Chip.Group multiple value={days} onChange={(value) => value.length > 0 && change({ ...span, days: week.filter((day) => value.includes(day)) })}>
        <Group gap={4}>
          {week.map((day) => (
            <Chip key={day} value={day} size="sm">
              {t(`day.${day}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {time('from')}
      {time('to')}
      <ActionIcon variant="default" size={36} aria-label={t('hours.remove')} title={t('hours.remove')} onClick={remove}>
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  );
}
