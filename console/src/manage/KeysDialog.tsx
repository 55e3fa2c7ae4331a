import { Alert, Button, Code, CopyButton, Group, Modal, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { questions } from '../ui/confirm';
import { Moment } from '../ui/Moment';
import { useChange } from './useManaged';

// KeysDialog makes and takes away the API keys of a source or a person.
export function KeysDialog({ owner, close }: { owner: api.KeyOwner; close: () => void }) {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ queryKey: ['keys', owner], queryFn: () => api.listKeys(owner) });
  const [name, setName] = useState('');
  const [made, setMade] = useState<api.MadeKey>();
  const make = useChange(() => api.makeKey(owner, { name: name || undefined }), ['keys'], (key) => {
    setMade(key);
    setName('');
  });
  return (
    <Modal opened onClose={close} size="lg" title={t('apiKey.of', { name: owner.id })} closeButtonProps={{ 'aria-label': t('close') }}>
      {made && <NewKey secret={made.key} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(undefined);
        }}
      >
        <Group align="flex-end" mb="md">
          <TextInput flex={1} label={t('apiKey.what')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus />
          <Button type="submit" loading={make.isPending}>
            {t('apiKey.make')}
          </Button>
        </Group>
      </form>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {data.filter((key) => !key.revoked_at).map((key) => (
            <KeyRow key={key.id} one={key} />
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

// NewKey is shown once; the service keeps only a hash of it.
export function NewKey({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <Alert color="green" mb="md" title={t('apiKey.once')}>
      <Group wrap="nowrap">
        <Code block flex={1} data-testid="new-key">
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'apiKey.copied' : 'apiKey.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}

function KeyRow({ one }: { one: api.Key }) {
  const { t } = useTranslation();
  const revoke = useChange(() => api.revokeKey(one.id), ['keys']);
  async function ask() {
    if (await questions.confirm({ title: t('apiKey.revokeTitle'), text: t('apiKey.revokeText'), yes: t('apiKey.revoke'), danger: true })) revoke.mutate(undefined);
  }
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{one.name || t('apiKey.unnamed')}</Text>
        <Text size="sm" c="dimmed">
          {one.hint} {one.scopes?.join(', ')}
        </Text>
      </Table.Td>
      <Table.Td>
        {one.last_used_at ? (
          <>
            {t('apiKey.used')} <Moment at={one.last_used_at} />
          </>
        ) : (
          t('apiKey.neverUsed')
        )}
      </Table.Td>
      <Table.Td align="right">
        <Button variant="outline" color="red" size="compact-md" loading={revoke.isPending} onClick={() => void ask()}>
          {t('apiKey.revoke')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
