import { Button, Group, SimpleGrid, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useProblemText } from '../lib/problems';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { HourChart } from './HourChart';
import classes from './Report.module.css';
import { shiftOf, spans, type Span } from './span';

// Report is how a shift went, in figures, charts and a file.
export function Report() {
  const { t } = useTranslation();
  const words = useProblemText();
  const [span, setSpan] = useState<Span>('today');
  const shift = useMemo(() => shiftOf(span, Date.now()), [span]);
  const { data, error } = useQuery({ queryKey: ['report', shift], queryFn: () => api.readReport(shift) });
  return (
    <Page
      title={t('report.title')}
      aside={
        <Group gap="xs">
          {spans.map((name) => (
            <Button key={name} variant={name === span ? 'filled' : 'default'} aria-pressed={name === span} onClick={() => setSpan(name)}>
              {t(`report.${name}`)}
            </Button>
          ))}
          <Button component="a" href={api.reportCSV(shift)} download variant="light" leftSection={<IconDownload size={18} aria-hidden />}>
            CSV
          </Button>
        </Group>
      }
    >
      {error && <Text role="alert">{words(error)}</Text>}
      {data && <Figures report={data} />}
    </Page>
  );
}

function Figures({ report }: { report: api.Report }) {
  const { t } = useTranslation();
  const seconds = (value?: number) => (value === undefined ? '—' : t('report.seconds', { count: Math.round(value) }));
  const figures = [
    ['submitted', report.submitted],
    ['accepted', report.accepted],
    ['rejected', report.rejected],
    ['cancelled', report.cancelled],
    ['expired', report.expired],
    ['median', seconds(report.median_accept_seconds)],
    ['p95', seconds(report.p95_accept_seconds)],
  ] as const;
  return (
    <div className={classes.report}>
      <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="sm">
        {figures.map(([name, value]) => (
          <div key={name} className={classes.figure}>
            <Text className={`${classes.value} tabular`}>{value}</Text>
            <Text size="sm">{t(`figure.${name}`)}</Text>
          </div>
        ))}
      </SimpleGrid>
      <Panel title={t('report.byHour')}>
        <HourChart hours={report.by_hour} zone={report.time_zone} />
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm">
        <Panel title={t('report.byOperator')}>
          <Rows
            head={[t('report.operator'), t('figure.accepted'), t('figure.rejected'), t('figure.median'), t('figure.p95')]}
            rows={report.by_operator.map((one) => [one.operator === 'system' ? t('actor.system') : one.operator, one.accepted, one.rejected, seconds(one.median_accept_seconds), seconds(one.p95_accept_seconds)])}
          />
        </Panel>
        <Panel title={t('report.bySource')}>
          <Rows
            head={[t('board.source'), t('figure.submitted'), t('figure.accepted'), t('figure.rejected'), t('figure.median')]}
            rows={report.by_source.map((one) => [one.source, one.submitted, one.accepted, one.rejected, seconds(one.median_accept_seconds)])}
          />
        </Panel>
        <Panel title={t('report.reasons')}>
          <Rows
            head={[t('cancel.why'), t('report.count')]}
            rows={[...report.rejected_by_reason, ...report.cancelled_by_reason].map((one) => [t(`reason.${one.reason as 'other'}`), one.count])}
          />
        </Panel>
      </SimpleGrid>
    </div>
  );
}

function Rows({ head, rows }: { head: string[]; rows: (string | number)[][] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <Text c="dimmed">{t('report.nothing')}</Text>;
  return (
    <div className={classes.rows}>
      <Table horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {head.map((cell) => (
              <Table.Th key={cell}>{cell}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {rows.map((row, i) => (
            <Table.Tr key={i}>
              {row.map((cell, n) => (
                <Table.Td key={n}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
