import { Badge, Button, Group, Select, Table, Text } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useServed } from '../i18n/served';
import { Panel } from '../ui/Panel';
import stacked from '../ui/Stacked.module.css';
import { Moment } from '../ui/Moment';
import { Pages, usePages } from '../ui/Pages';
import { questions } from '../ui/confirm';
import { CallbackDialog } from './CallbackDialog';
import classes from './Tables.module.css';
import { useSources } from './useSources';
import { TryCallbackDialog } from './TryCallbackDialog';
import { useChange } from './useManaged';

const states = ['dead', 'pending', 'delivered'] as const;
export const stateColors = { dead: 'red.8', pending: 'yellow.9', delivered: 'green.9' } as const;
const lookEvery = 5_000;

// Callbacks are what sources were told, and what they were not: the log, and the
// dead letters to send again.
export function Callbacks({ chosen }: { chosen?: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<api.CallbackState | null>(null);
  const [source, setSource] = useState<string | null>(chosen ?? null);
  const [opened, setOpened] = useState<string>();
  const [trying, setTrying] = useState(false);
  const query = { state: state ?? undefined, source: source ?? undefined };
  const list = usePages(['callbacks', query], (cursor, signal) => api.listCallbacks(query, cursor, signal), lookEvery);
  const { sources, name } = useSources();
  return (
    <Panel
      title={t('manage.callbacks')}
      aside={
        <Group gap="xs">
          <Button variant="default" leftSection={<IconSend size={17} aria-hidden />} onClick={() => setTrying(true)}>
            {t('callback.try')}
          </Button>
          <ReplayDead source={source ?? undefined} />
        </Group>
      }
    >
      <Group gap="xs" mb="sm">
        <Select aria-label={t('callback.state')} placeholder={t('callback.anyState')} clearable data={states.map((value) => ({ value, label: t(`callbackState.${value}`) }))} value={state} onChange={(value) => setState(value as api.CallbackState | null)} w={190} />
        <Select aria-label={t('board.source')} placeholder={t('callback.anySource')} clearable data={sources.map((one) => ({ value: one.id, label: one.name || one.id }))} value={source} onChange={setSource} w={230} />
      </Group>
      <Pages list={list} none={t(state || source ? 'callback.noneSuch' : 'callback.none')}>
        {(all) => (
          <div className={stacked.stacked}>
            <Table verticalSpacing="sm" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  {(['when', 'what', 'source', 'state', 'tries'] as const).map((column) => (
                    <Table.Th key={column}>{t(`callback.${column}`)}</Table.Th>
                  ))}
                  <Table.Th aria-label={t('manage.actions')} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((one) => (
                  <Row key={one.id} one={one} source={name(one.source)} open={() => setOpened(one.id)} />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Pages>
      {opened && <CallbackDialog id={opened} close={() => setOpened(undefined)} />}
      {trying && <TryCallbackDialog source={source ?? undefined} close={() => setTrying(false)} />}
    </Panel>
  );
}

// ReplayDead sends all dead letters again, of one source or of all.
function ReplayDead({ source }: { source?: string }) {
  const { t } = useTranslation();
  const { name } = useSources();
  const { data } = useQuery({ queryKey: ['callbacks', 'dead', source], queryFn: () => api.listCallbacks({ state: 'dead', source, limit: '1' }), refetchInterval: lookEvery });
  const replay = useChange(() => api.replayDead({ source }), ['callbacks'], undefined, (count) => t('callback.replayed', { count }));
  async function ask() {
    const title = source ? t('callback.replayAllOf', { name: name(source) }) : t('callback.replayAllTitle');
    if (await questions.confirm({ title, text: t('callback.replayAllText'), yes: t('callback.replay') })) replay.mutate(undefined);
  }
  if (!data?.items.length) return null;
  return (
    <Button leftSection={<IconRefresh size={17} aria-hidden />} loading={replay.isPending} onClick={() => void ask()}>
      {t('callback.replayAll')}
    </Button>
  );
}

function Row({ one, source, open }: { one: api.Callback; source: string; open: () => void }) {
  const { t, i18n } = useTranslation();
  const served = useServed();
  const replay = useChange(() => api.replayCallback(one.id), ['callbacks'], undefined, () => t('callback.sentAgain'));
  const event = `event.${one.event.replace('.', '_')}`;
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={one.occurred_at} />
      </Table.Td>
      <Table.Td>
        <button type="button" className={classes.link} onClick={open}>
          {i18n.exists(event) ? t(event as 'event.order_accepted') : one.event}
        </button>
        <Text size="sm" c="dimmed" className={classes.url}>
          <a href={`#/orders/${one.order_id}`}>№ {one.external_id}</a> · {one.url}
        </Text>
      </Table.Td>
      <Table.Td>{source}</Table.Td>
      <Table.Td>
        <Badge color={stateColors[one.state]} tt="none" radius="sm">
          {t(`callbackState.${one.state}`)}
        </Badge>
        {one.state !== 'delivered' && one.last_error && (
          <Text size="sm" c="var(--bad)" className={classes.error}>
            {served(one.last_error, t('callback.failed'))}
          </Text>
        )}
        {one.state === 'pending' && one.next_attempt_at && (
          <Text size="sm">
            {t('callback.next')} <Moment at={one.next_attempt_at} />
          </Text>
        )}
      </Table.Td>
      <Table.Td className="tabular" data-label={t('callback.tries')}>{one.attempts}</Table.Td>
      <Table.Td align="right">
        {one.state !== 'pending' && (
          <Button variant={one.state === 'dead' ? 'light' : 'subtle'} size="compact-md" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>
            {t('callback.replay')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
