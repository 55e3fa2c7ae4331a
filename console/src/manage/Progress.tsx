import { NumberInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../api/manage';
import { Secret } from '../ui/Secret';

const statuses = ['in_work', 'ready', 'on_the_way', 'completed'] as const;
const switches = ['ignore_print', 'ignore_kitchen', 'courier_times', 'silent', 'send_ext_id'] as const;

// Progress is how the station and the product tell each other how far an order is.
export function Progress({ settings, change }: { settings: Settings; change: (settings: Settings) => void }) {
  const { t } = useTranslation();
  const { station } = settings;
  const progress = station.progress ?? {};
  const set = (part: Partial<Settings['station']>) => change({ ...settings, station: { ...station, ...part } });
  const setProgress = (part: typeof progress) => set({ progress: { ...progress, ...part } });
  const number = (value: number | string) => (typeof value === 'number' ? value : undefined);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {statuses.map((name) => (
          <NumberInput key={name} label={t(`status.${name}`)} min={0} max={1000000} allowDecimal={false} value={progress.codes?.[name] ?? ''} onChange={(value) => setProgress({ codes: { ...progress.codes, [name]: number(value) } })} />
        ))}
      </SimpleGrid>
      {switches.map((name) => (
        <Switch key={name} label={t(`progress.${name}`)} checked={progress[name] ?? false} onChange={(event) => setProgress({ [name]: event.currentTarget.checked || undefined })} />
      ))}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NumberInput label={t('progress.look_seconds')} min={0} max={3600} allowDecimal={false} value={progress.look_seconds ?? ''} onChange={(value) => setProgress({ look_seconds: number(value) })} />
        <Secret label={t('progress.notify_token')} description={t('progress.notifyWhat')} placeholder={station.notify_token_set ? t('restaurant.kept') : undefined} value={station.notify_token ?? ''} autoComplete="new-password" onChange={(event) => set({ notify_token: event.currentTarget.value || undefined })} />
      </SimpleGrid>
    </Stack>
  );
}
