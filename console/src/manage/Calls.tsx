import { Alert, Button, CloseButton, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useServed } from '../i18n/served';
import { useRefused } from '../lib/problems';
import { Secret } from '../ui/Secret';

interface Props {
  settings: api.Settings;
  change: (settings: api.Settings) => void;
}

// Missed is what happens when orders find nobody.
export function Missed({ settings, change }: Props) {
  const { t } = useTranslation();
  const intake = settings.intake ?? {};
  const set = (part: Partial<typeof intake>) => change({ ...settings, intake: { ...intake, ...part } });
  const number = (value: string | number) => (typeof value === 'number' ? value : undefined);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <NumberInput label={t('missed.after')} description={t('missed.afterWhat')} min={0} max={1000} value={intake.pause_after_missed ?? ''} onChange={(value) => set({ pause_after_missed: number(value) })} />
      <NumberInput label={t('missed.seconds')} description=" " min={0} max={86_400} value={intake.pause_for_seconds ?? ''} onChange={(value) => set({ pause_for_seconds: number(value) })} />
      <NumberInput label={t('missed.duplicate')} min={0} max={86_400} value={intake.duplicate_within_seconds ?? ''} onChange={(value) => set({ duplicate_within_seconds: number(value) })} />
    </SimpleGrid>
  );
}

// Alarms are who is called beside the console. A test goes to what is kept.
export function Alarms({ settings, change, id }: Props & { id?: string }) {
  const { t } = useTranslation();
  const alarms = settings.alarms ?? {};
  // The stored address is never shown whole: left out it stays, sent empty it goes.
  const kept = Boolean(alarms.webhook_host) && alarms.webhook === undefined;
  const set = (part: Partial<typeof alarms>) => change({ ...settings, alarms: { ...alarms, ...part } });
  return (
    <Stack gap="sm">
      <TextInput
        label={t('alarms.webhook')}
        description={t('alarms.webhookWhat')}
        placeholder={kept ? t('alarms.webhookKept', { host: alarms.webhook_host }) : 'https://'}
        value={alarms.webhook ?? ''}
        onChange={(event) => set({ webhook: event.currentTarget.value || undefined })}
        rightSection={kept && <CloseButton aria-label={t('alarms.forget')} title={t('alarms.forget')} onClick={() => set({ webhook: '' })} />}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput label={t('alarms.chat')} placeholder="-1001234567890" value={alarms.telegram_chat ?? ''} onChange={(event) => set({ telegram_chat: event.currentTarget.value || undefined })} />
        <Secret label={t('alarms.token')} placeholder={alarms.telegram_token_set ? t('restaurant.kept') : undefined} autoComplete="new-password" value={alarms.telegram_token ?? ''} onChange={(event) => set({ telegram_token: event.currentTarget.value || undefined })} />
      </SimpleGrid>
      <Switch label={t('alarms.ownOnly')} description={t('alarms.ownOnlyWhat')} checked={alarms.own_only ?? false} onChange={(event) => set({ own_only: event.currentTarget.checked || undefined })} />
      {id && <TryAlarm id={id} />}
    </Stack>
  );
}

function TryAlarm({ id }: { id: string }) {
  const { t } = useTranslation();
  const served = useServed();
  const refused = useRefused();
  const send = useMutation({ mutationFn: () => api.tryAlarm(id), onError: refused });
  return (
    <>
      <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
        {t('alarms.try')}
      </Button>
      {send.data && (
        <Alert color={send.data.ok ? 'green' : 'red'} title={t(send.data.ok ? 'alarms.ok' : 'alarms.failed')} role="status">
          {send.data.items?.map((finding, i) => (
            <div key={i}>
              <Text>{served(finding.message, t(finding.ok ? 'finding.good' : 'finding.bad'))}</Text>
              {!finding.ok && finding.remedy && <Text size="sm">{served(finding.remedy, '')}</Text>}
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}

// OldInterface serves sites that were made for the replaced product.
export function OldInterface({ settings, change }: Props) {
  const { t } = useTranslation();
  const old = settings.mini_delivery ?? {};
  const set = (part: Partial<typeof old>) => change({ ...settings, mini_delivery: { ...old, ...part } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput label={t('old.source')} value={old.source ?? ''} onChange={(event) => set({ source: event.currentTarget.value || undefined })} />
      <Secret label={t('old.token')} placeholder={old.token_set ? t('restaurant.kept') : undefined} autoComplete="new-password" value={old.token ?? ''} onChange={(event) => set({ token: event.currentTarget.value || undefined })} />
      <TextInput label={t('old.listen')} placeholder="0.0.0.0:11011" value={old.listen ?? ''} onChange={(event) => set({ listen: event.currentTarget.value || undefined })} />
    </SimpleGrid>
  );
}
