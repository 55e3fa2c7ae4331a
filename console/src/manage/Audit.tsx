import { Group, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { fieldWords } from '../lib/fieldWords';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { Pages, usePages } from '../ui/Pages';
import { Panel } from '../ui/Panel';
import stacked from '../ui/Stacked.module.css';
import { valueWords } from './changes';
import classes from './Tables.module.css';
import { useSources } from './useSources';

const subjects = ['restaurant', 'source', 'key', 'user'] as const;

// Audit is who changed what, the newest first.
export function Audit() {
  const { t } = useTranslation();
  const [subject, setSubject] = useState<api.AuditEntry['subject'] | null>(null);
  const query = { subject: subject ?? undefined };
  const list = usePages(['audit', query], (cursor, signal) => api.listAudit(query, cursor, signal));
  return (
    <Panel title={t('manage.audit')} aside={<Select aria-label={t('audit.subject')} placeholder={t('audit.anySubject')} clearable data={subjects.map((value) => ({ value, label: t(`auditSubject.${value}`) }))} value={subject} onChange={(value) => setSubject(value as typeof subject)} w={190} />}>
      <Pages list={list} none={t('audit.none')}>
        {(entries) => (
          <div className={stacked.stacked}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  {(['when', 'who', 'what'] as const).map((column) => (
                    <Table.Th key={column}>{t(`audit.${column}`)}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Pages>
    </Panel>
  );
}

function Entry({ entry }: { entry: api.AuditEntry }) {
  const { t, i18n } = useTranslation();
  const restaurants = useRestaurants();
  const sources = useSources();
  const action = `auditAction.${entry.action.replace('.', '_')}`;
  const subject = entry.subject === 'restaurant' ? restaurants.name(entry.subject_id) : entry.subject === 'source' ? sources.name(entry.subject_id) : entry.subject_id;
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={entry.at} />
      </Table.Td>
      <Table.Td>{whoOf(entry.actor, t('audit.cli'), t('audit.setup'))}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          <Text fw={600}>{i18n.exists(action) ? t(action as 'auditAction.restaurant_changed') : t('audit.other')}</Text>
          <Text>{subject}</Text>
        </Group>
        {entry.changes?.map((change) => (
          <Text key={change.field} size="sm" c="dimmed" className={classes.change}>
            <Change change={change} />
          </Text>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}

function whoOf(actor: string, cli: string, setup: string): string {
  if (actor === 'cli') return cli;
  if (actor === 'setup') return setup;
  return actor.replace(/^user:/, '');
}

function Change({ change }: { change: NonNullable<api.AuditEntry['changes']>[number] }) {
  const { t, i18n } = useTranslation();
  const { name } = useRestaurants();
  const field = fieldWords(change.field, t, i18n);
  const shown = (value: unknown) => valueWords(change.field, value, { t, language: i18n, restaurant: name });
  if (change.secret) return t('audit.secret', { field });
  if (change.from === undefined) return t('audit.set', { field, to: shown(change.to) });
  if (change.to === undefined) return t('audit.cleared', { field, from: shown(change.from) });
  return t('audit.changed', { field, from: shown(change.from), to: shown(change.to) });
}
