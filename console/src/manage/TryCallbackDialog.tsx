import { Alert, Button, Code, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useServed } from '../i18n/served';
import { useRefused } from '../lib/problems';
import classes from './Tables.module.css';
import { useSources } from './useSources';

// TryCallbackDialog sends a test event in a source's name and shows what the
// receiver said.
export function TryCallbackDialog({ source: given, close }: { source?: string; close: () => void }) {
  const { t } = useTranslation();
  const { sources } = useSources();
  const refused = useRefused();
  const [chosen, setChosen] = useState(given ?? null);
  const source = chosen ?? sources[0]?.id ?? null;
  const [url, setURL] = useState('https://');
  const send = useMutation({ mutationFn: () => api.tryCallback(source ?? '', url), onError: refused });
  return (
    <Modal opened onClose={close} size="lg" title={t('callback.try')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('callback.tryWhat')}</Text>
          <Select label={t('board.source')} data={sources.map((one) => ({ value: one.id, label: one.name || one.id }))} value={source} allowDeselect={false} onChange={setChosen} />
          <TextInput label={t('callback.address')} type="url" required maxLength={2000} value={url} onChange={(event) => setURL(event.currentTarget.value)} data-autofocus />
          {send.data && <Trial trial={send.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={!source}>
              {t('callback.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Trial({ trial }: { trial: api.CallbackTrial }) {
  const { t } = useTranslation();
  const served = useServed();
  return (
    <Alert color={trial.delivered ? 'green' : 'red'} title={t(trial.delivered ? 'callback.arrived' : 'callback.notArrived')} role="status">
      {trial.error && <Text>{served(trial.error, t('callback.failed'))}</Text>}
      {trial.status ? <Text>{t('callback.answered', { status: trial.status, seconds: trial.seconds.toFixed(1) })}</Text> : null}
      <Code block className={classes.body} mt="xs" tabIndex={0}>
        {JSON.stringify(trial.sent, undefined, 2)}
      </Code>
    </Alert>
  );
}
