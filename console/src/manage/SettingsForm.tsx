import { Accordion, Fieldset, NumberInput, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../api/manage';
import { Alarms, Missed, OldInterface } from './Calls';
import { Hours } from './Hours';
import { Progress } from './Progress';
import { Secret } from '../ui/Secret';

interface Props {
  settings: Settings;
  change: (settings: Settings) => void;
  isNew: boolean;
}

// SettingsForm is a restaurant: what is needed first, the rest folded away.
export function SettingsForm({ settings, change, isNew }: Props) {
  const { t } = useTranslation();
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {isNew && <TextInput label={t('restaurant.id')} description={t('source.idRule')} value={settings.id ?? ''} required maxLength={64} onChange={(event) => set({ id: event.currentTarget.value })} />}
        <TextInput label={t('restaurant.name')} value={settings.name} required maxLength={100} onChange={(event) => set({ name: event.currentTarget.value })} />
        <TextInput label={t('restaurant.zone')} value={settings.time_zone} required onChange={(event) => set({ time_zone: event.currentTarget.value })} />
      </SimpleGrid>
      <Connection settings={settings} change={change} />
      <Accordion multiple variant="contained">
        <Part name="rules">
          <Rules settings={settings} change={change} />
        </Part>
        <Part name="hours">
          <Hours settings={settings} change={change} />
        </Part>
        <Part name="missed">
          <Missed settings={settings} change={change} />
        </Part>
        <Part name="alarms">
          <Alarms settings={settings} change={change} id={isNew ? undefined : settings.id} />
        </Part>
        <Part name="codes">
          <Codes settings={settings} change={change} />
        </Part>
        <Part name="progress">
          <Progress settings={settings} change={change} />
        </Part>
        <Part name="licence">
          <Licence settings={settings} change={change} />
        </Part>
        <Part name="tls">
          <Security settings={settings} change={change} />
        </Part>
        <Part name="old">
          <OldInterface settings={settings} change={change} />
        </Part>
      </Accordion>
    </Stack>
  );
}

function Part({ name, children }: { name: 'rules' | 'hours' | 'missed' | 'alarms' | 'codes' | 'progress' | 'licence' | 'tls' | 'old'; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>{t(`restaurant.part.${name}`)}</Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}

type PartProps = Omit<Props, 'isNew'>;

function Connection({ settings, change }: PartProps) {
  const { t } = useTranslation();
  const { station } = settings;
  const set = (part: Partial<Settings['station']>) => change({ ...settings, station: { ...station, ...part } });
  const code = (name: 'station' | 'table' | 'void_reason') => ({
    label: t(`restaurant.code.${name}`),
    value: station.codes[name] ?? '',
    required: true,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ codes: { ...station.codes, [name]: event.currentTarget.value } }),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput label={t('restaurant.url')} placeholder="https://10.0.0.5:8443" value={station.url} required onChange={(event) => set({ url: event.currentTarget.value })} />
      <TextInput label={t('restaurant.fingerprint')} description={t('restaurant.fingerprintWhat')} value={station.cert_sha256 ?? ''} onChange={(event) => set({ cert_sha256: event.currentTarget.value || undefined })} />
      <TextInput label={t('restaurant.user')} value={station.user} required autoComplete="off" onChange={(event) => set({ user: event.currentTarget.value })} />
      <Secret
        label={t('restaurant.password')}
        placeholder={station.password_set ? t('restaurant.kept') : undefined}
        value={station.password ?? ''}
        autoComplete="new-password"
        onChange={(event) => set({ password: event.currentTarget.value || undefined })}
      />
      <TextInput {...code('station')} />
      <TextInput {...code('table')} />
      <TextInput {...code('void_reason')} description={t('restaurant.voidReasonWhat')} />
    </SimpleGrid>
  );
}

const fills = ['on_accept', 'on_save', 'on_open'] as const;
const outcomes = ['keep', 'auto_accept', 'expire'] as const;
const spans = ['remind_after_seconds', 'escalate_after_seconds', 'expire_after_seconds', 'take_for_seconds', 'lead_seconds'] as const;

function Rules({ settings, change }: PartProps) {
  const { t } = useTranslation();
  const { orders } = settings;
  const set = (part: Partial<Settings['orders']>) => change({ ...settings, orders: { ...orders, ...part } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <Select label={t('facts.fill')} data={fills.map((value) => ({ value, label: t(`fill.${value}`) }))} value={orders.fill ?? 'on_accept'} allowDeselect={false} onChange={(value) => set({ fill: (value ?? 'on_accept') as (typeof fills)[number] })} />
      <Select label={t('restaurant.unanswered')} data={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))} value={orders.unanswered ?? 'keep'} allowDeselect={false} onChange={(value) => set({ unanswered: (value ?? 'keep') as (typeof outcomes)[number] })} />
      {spans.map((name) => (
        <NumberInput key={name} label={t(`span.${name}`)} description={name === 'expire_after_seconds' ? t(`zero.${orders.unanswered ?? 'keep'}`) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']} min={0} value={orders[name] ?? ''} onChange={(value) => set({ [name]: typeof value === 'number' ? value : undefined })} />
      ))}
      {orders.unanswered === 'auto_accept' && <AutoRule rule={orders.auto_accept ?? {}} change={(auto_accept) => set({ auto_accept })} />}
    </SimpleGrid>
  );
}

type Rule = NonNullable<Settings['orders']['auto_accept']>;

// AutoRule says which orders are accepted by themselves; all of them, when
// nothing is chosen.
function AutoRule({ rule, change }: { rule: Rule; change: (rule: Rule) => void }) {
  const { t } = useTranslation();
  const choice = (name: 'only_known' | 'only_green' | 'dry_run') => (
    <Switch label={t(`autoRule.${name}`)} checked={rule[name] ?? false} onChange={(event) => change({ ...rule, [name]: event.currentTarget.checked })} />
  );
  return (
    <>
      <Fieldset legend={t('autoRule.title')}>
        <Stack gap="xs">
          {!rule.only_known && !rule.only_green && !rule.below && <Text size="sm">{t('autoRule.all')}</Text>}
          {choice('only_known')}
          {choice('only_green')}
          <Text size="xs" c="dimmed">{t('autoRule.judged')}</Text>
          <NumberInput label={t('autoRule.below')} min={0} value={rule.below ? rule.below / 100 : ''} onChange={(value) => change({ ...rule, below: typeof value === 'number' && value > 0 ? Math.round(value * 100) : undefined })} />
        </Stack>
      </Fieldset>
      {choice('dry_run')}
    </>
  );
}

const codes = ['pickup_table', 'test_table', 'waiter', 'manager', 'order_category', 'pickup_category', 'delivery_type', 'pickup_type', 'guest_type', 'remark_modifier', 'prepay_currency', 'prepay_reason'] as const;

function Codes({ settings, change }: PartProps) {
  const { t } = useTranslation();
  const { station } = settings;
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
      {codes.map((name) => (
        <TextInput
          key={name}
          label={t(`restaurant.code.${name}`)}
          value={station.codes[name] ?? ''}
          onChange={(event) => change({ ...settings, station: { ...station, codes: { ...station.codes, [name]: event.currentTarget.value || undefined } } })}
        />
      ))}
    </SimpleGrid>
  );
}

function Licence({ settings, change }: PartProps) {
  const { t } = useTranslation();
  const { licence } = settings;
  const set = (part: Partial<Settings['licence']>) => change({ ...settings, licence: { ...licence, ...part } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <Select label={t('restaurant.licenceMode')} data={(['lifetime', 'subscription'] as const).map((value) => ({ value, label: t(`licenceMode.${value}`) }))} value={licence.mode} allowDeselect={false} onChange={(value) => set({ mode: value === 'subscription' ? 'subscription' : 'lifetime' })} />
      {licence.mode === 'subscription' && (
        <>
          <TextInput label={t('restaurant.restCode')} value={licence.rest_code ?? ''} onChange={(event) => set({ rest_code: event.currentTarget.value || undefined })} />
          <TextInput label={t('restaurant.product')} value={licence.product ?? ''} onChange={(event) => set({ product: event.currentTarget.value || undefined })} />
          <Secret label={t('restaurant.token')} placeholder={licence.token_set ? t('restaurant.kept') : undefined} value={licence.token ?? ''} onChange={(event) => set({ token: event.currentTarget.value || undefined })} />
        </>
      )}
    </SimpleGrid>
  );
}

function Security({ settings, change }: PartProps) {
  const { t } = useTranslation();
  const { station } = settings;
  const set = (part: Partial<Settings['station']>) => change({ ...settings, station: { ...station, ...part } });
  return (
    <Stack gap="sm">
      <Select label={t('restaurant.minTLS')} data={['1.0', '1.1', '1.2', '1.3']} value={station.min_tls ?? '1.2'} allowDeselect={false} onChange={(value) => set({ min_tls: (value ?? '1.2') as '1.2' })} />
      <Switch label={t('restaurant.weak')} checked={station.weak_crypto ?? false} onChange={(event) => set({ weak_crypto: event.currentTarget.checked })} />
      <Textarea label={t('restaurant.ca')} value={station.ca_pem ?? ''} autosize minRows={2} maxRows={6} onChange={(event) => set({ ca_pem: event.currentTarget.value || undefined })} />
    </Stack>
  );
}
