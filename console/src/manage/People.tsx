import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { Panel } from '../ui/Panel';
import stacked from '../ui/Stacked.module.css';
import { KeysDialog } from './KeysDialog';
import { PasswordDialog } from './PasswordDialog';
import { PersonDialog } from './PersonDialog';
import { RestaurantNames } from './RestaurantNames';
import { useChange } from './useManaged';

type Opened = { what: 'person' | 'password' | 'keys'; person?: api.Person };

// People are who may sign in, and what each may do.
export function People() {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ queryKey: ['people'], queryFn: api.listPeople });
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Panel
      title={t('manage.people')}
      aside={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened({ what: 'person' })}>
          {t('person.add')}
        </Button>
      }
    >
      <div className={stacked.stacked}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('person.name')}</Table.Th>
              <Table.Th>{t('person.role')}</Table.Th>
              <Table.Th>{t('manage.restaurants')}</Table.Th>
              <Table.Th aria-label={t('manage.actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((person) => (
              <Row key={person.id} person={person} open={(what) => setOpened({ what, person })} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {opened?.what === 'person' && <PersonDialog person={opened.person} close={close} />}
      {opened?.what === 'password' && opened.person && <PasswordDialog id={opened.person.id} close={close} />}
      {opened?.what === 'keys' && opened.person && <KeysDialog owner={{ kind: 'users', id: opened.person.id }} close={close} />}
    </Panel>
  );
}

function Row({ person, open }: { person: api.Person; open: (what: Opened['what']) => void }) {
  const { t } = useTranslation();
  const disable = useChange(() => api.changePerson(person.id, { disabled: !person.disabled }), ['people']);
  const signOut = useChange(() => api.signOutEverywhere(person.id), ['people']);
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={700}>{person.name || person.id}</Text>
        <Text size="sm" c="dimmed">
          {person.id}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          {t(`role.${person.role as 'operator'}`)}
          {person.disabled && <Badge color="red.9">{t('person.disabled')}</Badge>}
          {!person.has_password && <Badge color="gray.7">{t('person.noPassword')}</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>
        <RestaurantNames ids={person.restaurants} />
      </Table.Td>
      <Table.Td align="right">
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button variant="default" size="compact-md" onClick={() => open('person')}>
            {t('edit')}
          </Button>
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="default" size="lg" aria-label={t('manage.moreFor', { name: person.id })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => open('password')}>{t('person.password')}</Menu.Item>
              <Menu.Item onClick={() => open('keys')}>{t('manage.keys')}</Menu.Item>
              <Menu.Item onClick={() => signOut.mutate(undefined)}>{t('person.signOutEverywhere')}</Menu.Item>
              <Menu.Item color={person.disabled ? undefined : 'red'} onClick={() => disable.mutate(undefined)}>
                {t(person.disabled ? 'person.enable' : 'person.disable')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
