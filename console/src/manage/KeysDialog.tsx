import { Alert, Button, Checkbox, Code, CopyButton, Group, Menu, Modal, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { questions } from '../ui/confirm';
import { Moment } from '../ui/Moment';
import { useChange } from './useManaged';

const allScopes = ['submit', 'read', 'cancel', 'menu'] as const;

// KeysDialog makes, replaces and takes away the API keys of a source or a person.
export function KeysDialog({ owner, close }: { owner: api.KeyOwner; close: () => void }) {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ queryKey: ['keys', owner], queryFn: () => api.listKeys(owner) });
  const [name, setName] = useState('');
  const [made, setMade] = useState<api.MadeKey>();
  const [scopes, setScopes] = useState<api.Scope[]>([...allScopes]);
  const limited = owner.kind === 'sources' && scopes.length < allScopes.length;
  const make = useChange(() => api.makeKey(owner, { name: name || undefined, scopes: limited ? scopes : undefined }), ['keys'], (key) => {
    setMade(key);
    setName('');
  });
  return (
    <Modal opened onClose={close} size="lg" title={t('apiKey.of', { name: owner.id })} closeButtonProps={{ 'aria-label': t('close') }}>
      {made && <NewKey secret={made.key} />}
      {data.every((key) => key.revoked_at) && <Text mb="sm">{t('apiKey.none')}</Text>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(undefined);
        }}
      >
        <Group align="flex-end" mb="md">
          <TextInput flex={1} label={t('apiKey.what')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus />
          <Button type="submit" loading={make.isPending} disabled={owner.kind === 'sources' && scopes.length === 0}>
            {t('apiKey.make')}
          </Button>
        </Group>
        {owner.kind === 'sources' && (
          <Checkbox.Group label={t('apiKey.scopes')} value={scopes} onChange={(value) => setScopes(value as api.Scope[])} mb="md">
            <Group gap="md" mt={6}>
              {allScopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={t(`scope.${scope}`)} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
      </form>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {data.filter((key) => !key.revoked_at).map((key) => (
            <KeyRow key={key.id} one={key} rotated={setMade} />
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

const overlaps = [0, 1, 24, 24 * 7] as const;
const hour = 3600;

function KeyRow({ one, rotated }: { one: api.Key; rotated: (made: api.MadeKey) => void }) {
  const { t } = useTranslation();
  const rotate = useChange((hours: number) => api.rotateKey(one.id, hours * hour), ['keys'], rotated);
  const revoke = useChange(() => api.revokeKey(one.id), ['keys']);
  async function ask() {
    if (await questions.confirm({ title: t('apiKey.revokeTitle'), text: t('apiKey.revokeText'), yes: t('apiKey.revoke'), danger: true })) revoke.mutate(undefined);
  }
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{one.name || t('apiKey.unnamed')}</Text>
        <Text size="sm" c="dimmed">
          {[one.hint, ...(one.scopes ?? []).map((scope) => t(`scope.${scope as api.Scope}`))].filter(Boolean).join(' · ')}
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
        {one.expires_at && (
          <Text size="sm" c="var(--warn)">
            {t('apiKey.until')} <Moment at={one.expires_at} />
          </Text>
        )}
      </Table.Td>
      <Table.Td align="right">
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <Button variant="default" size="compact-md" loading={rotate.isPending}>
                {t('apiKey.rotate')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('apiKey.overlap')}</Menu.Label>
              {overlaps.map((hours) => (
                <Menu.Item key={hours} onClick={() => rotate.mutate(hours)}>
                  {hours === 0 ? t('apiKey.noOverlap') : hours < 48 ? t('apiKey.hours', { count: hours }) : t('apiKey.days', { count: hours / 24 })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button variant="outline" color="red" size="compact-md" loading={revoke.isPending} onClick={() => void ask()}>
            {t('apiKey.revoke')}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
