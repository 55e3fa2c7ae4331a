import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { amendOrder } from '../api/orders';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { weekday } from '../lib/format';
import { dayAfter, momentAt, readClock, wallTime } from '../lib/zoned';
import { useRestaurants } from '../restaurants/useRestaurants';
import { dueAt } from './place';
import { useDecisions } from './useDecisions';

const daysAhead = 14;

// DueTimeForm changes when the guest wants the order: a day and a time by the
// restaurant's clock, or as soon as possible.
export function DueTimeForm({ order, close }: { order: Order; close: () => void }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const zone = useRestaurants().find(order.restaurant ?? '')?.time_zone;
  const due = dueAt(order);
  const today = wallTime(now, zone).date;
  const before = due ? wallTime(Date.parse(due), zone) : undefined;
  const [date, setDate] = useState(before && before.date > today ? before.date : today);
  const [time, setTime] = useState(before?.time ?? '');
  const [problem, setProblem] = useState('');
  const decisions = useDecisions(order);
  const days = Array.from({ length: daysAhead }, (_, i) => dayAfter(today, i));

  async function change(timing: NonNullable<Order['timing']>) {
    const changed = await decisions.decide((current) => amendOrder(current, { items: current.items_agreed, timing }));
    if (changed) close();
  }

  function save() {
    const read = readClock(time);
    if (!read) return setProblem(t('due.unreadable'));
    const at = momentAt({ date, time: read }, zone);
    if (at <= now) return setProblem(t('due.past'));
    const scheduled = order.timing?.mode === 'scheduled' || order.status === 'scheduled';
    void change({ mode: scheduled ? 'scheduled' : 'asap', expected_at: new Date(at).toISOString() });
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="xs">
        <Text fw={600}>{t('due.change')}</Text>
        <Group grow gap="xs" align="flex-start">
          <Select aria-label={t('due.day')} comboboxProps={{ withinPortal: false }} data={days.map((day, i) => ({ value: day, label: i === 0 ? t('due.today') : i === 1 ? t('due.tomorrow') : weekday(day, i18n.language) }))} value={date} allowDeselect={false} onChange={(value) => value && setDate(value)} />
          <TextInput
            aria-label={t('due.time')}
            placeholder="18:30"
            inputMode="numeric"
            leftSection={<IconClock size={16} aria-hidden />}
            value={time}
            error={problem}
            data-autofocus
            onChange={(event) => {
              setTime(event.currentTarget.value);
              setProblem('');
            }}
          />
        </Group>
        <Group justify="space-between">
          <Button variant="subtle" size="compact-md" loading={decisions.busy} disabled={!due || order.timing?.mode === 'scheduled'} onClick={() => void change({ mode: 'asap' })}>
            {t('due.asap')}
          </Button>
          <Button type="submit" loading={decisions.busy}>
            {t('manage.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
