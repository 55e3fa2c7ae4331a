import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconKey, IconPlus, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import * as api from '../api/manage';
import { Panel } from '../ui/Panel';
import stacked from '../ui/Stacked.module.css';
import { KeysDialog } from './KeysDialog';
import { RestaurantNames } from './RestaurantNames';
import { SourceDialog } from './SourceDialog';

type Opened = { what: 'source' | 'keys'; source?: api.Source };

// Sources are the websites, apps and aggregators that may send orders.
export function Sources() {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ queryKey: ['sources'], queryFn: api.listSources });
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Panel
      title={t('manage.sources')}
      aside={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened({ what: 'source' })}>
          {t('source.add')}
        </Button>
      }
    >
      <div className={stacked.stacked}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('source.name')}</Table.Th>
              <Table.Th>{t('manage.restaurants')}</Table.Th>
              <Table.Th aria-label={t('manage.actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((source) => (
              <Table.Tr key={source.id}>
                <Table.Td>
                  <Text fw={700}>{source.name || source.id}</Text>
                  <Text size="sm" c="dimmed">
                    {source.id}
                  </Text>
                  <Group gap={6}>
                    {source.disabled && <Badge color="gray.7">{t('source.disabled')}</Badge>}
                    {source.strict && <Badge color="indigo.8">{t('source.strict')}</Badge>}
                    {source.signed_submits && <Badge color="indigo.8">{t('source.signed')}</Badge>}
                  </Group>
                </Table.Td>
                <Table.Td>
                  <RestaurantNames ids={source.restaurants} />
                </Table.Td>
                <Table.Td>
                  <Group gap={6} justify="flex-end" wrap="nowrap">
                    <Button variant="default" size="compact-md" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpened({ what: 'keys', source })}>
                      {t('manage.keys')}
                    </Button>
                    <Button variant="default" size="compact-md" component={Link} href={`/manage/callbacks/${source.id}`} leftSection={<IconSend size={16} aria-hidden />}>
                      {t('source.told')}
                    </Button>
                    <Button variant="default" size="compact-md" onClick={() => setOpened({ what: 'source', source })}>
                      {t('edit')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {opened?.what === 'source' && <SourceDialog source={opened.source} close={close} />}
      {opened?.what === 'keys' && opened.source && <KeysDialog owner={{ kind: 'sources', id: opened.source.id }} close={close} />}
    </Panel>
  );
}
