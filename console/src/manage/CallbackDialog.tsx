import { Badge, Button, Center, Code, Group, Loader, Modal, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useServed } from '../i18n/served';
import { useProblemText } from '../lib/problems';
import { Moment } from '../ui/Moment';
import { stateColors } from './Callbacks';
import classes from './Tables.module.css';
import { useChange } from './useManaged';

// CallbackDialog is one callback: where it goes, each try, and the very body.
export function CallbackDialog({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const { data, error } = useQuery({ queryKey: ['callbacks', 'one', id], queryFn: () => api.readCallback(id), refetchInterval: 3_000 });
  const replay = useChange(() => api.replayCallback(id), ['callbacks'], undefined, () => t('callback.sentAgain'));
  return (
    <Modal opened onClose={close} size="lg" title={t('callback.one')} closeButtonProps={{ 'aria-label': t('close') }}>
      {error && <Text role="alert">{words(error)}</Text>}
      {!data && !error && (
        <Center p="xl">
          <Loader />
        </Center>
      )}
      {data && (
        <>
          <Group gap="xs" mb="xs">
            <Badge color={stateColors[data.state]} tt="none" radius="sm">
              {t(`callbackState.${data.state}`)}
            </Badge>
            <Text style={{ overflowWrap: 'anywhere' }}>{data.url}</Text>
          </Group>
          {data.next_attempt_at && data.state === 'pending' && (
            <Text>
              {t('callback.next')} <Moment at={data.next_attempt_at} />
            </Text>
          )}
          <Tries tries={data.tries} />
          <Text fw={600} mt="md">
            {t('callback.body')}
          </Text>
          <Code block className={classes.body} tabIndex={0}>
            {JSON.stringify(data.body, undefined, 2)}
          </Code>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button loading={replay.isPending} onClick={() => replay.mutate(undefined)}>
              {t('callback.replay')}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

function Tries({ tries }: { tries: api.CallbackDetail['tries'] }) {
  const { t } = useTranslation();
  const served = useServed();
  if (!tries?.length) return <Text mt="xs">{t('callback.notTried')}</Text>;
  return (
    <Table verticalSpacing={4} mt="xs">
      <Table.Tbody>
        {tries.map((one, i) => (
          <Table.Tr key={i}>
            <Table.Td>
              <Moment at={one.at} />
            </Table.Td>
            <Table.Td className="tabular">{one.status || '—'}</Table.Td>
            <Table.Td className={classes.error}>{one.error ? served(one.error, t('callback.failed')) : t('callbackState.delivered')}</Table.Td>
            <Table.Td className="tabular">{t('report.seconds', { count: Math.round(one.seconds * 10) / 10 })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
