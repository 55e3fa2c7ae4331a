import { Center, Loader, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../api/manage';
import { useServed } from '../i18n/served';
import { useProblemText } from '../lib/problems';
import classes from './Examine.module.css';

interface Props {
  examine: () => Promise<Finding[]>;
  close: () => void;
}

// ExamineDialog is the connection test of a restaurant.
export function ExamineDialog({ examine, close }: Props) {
  const { t } = useTranslation();
  const words = useProblemText();
  const { data, error } = useQuery({ queryKey: ['examine'], queryFn: examine, gcTime: 0, staleTime: 0, retry: false });
  return (
    <Modal opened onClose={close} size="lg" title={t('restaurant.examine')} closeButtonProps={{ 'aria-label': t('close') }}>
      {!data && !error && (
        <Center p="xl">
          <Loader aria-label={t('restaurant.examining')} />
        </Center>
      )}
      {error && <Text role="alert">{words(error)}</Text>}
      {data && <Findings items={data} />}
    </Modal>
  );
}

const icons = { good: IconCircleCheck, warning: IconAlertTriangle, problem: IconCircleX };

// Findings are what was looked at, what was found, and what to do about it.
export function Findings({ items }: { items: Finding[] }) {
  const { t } = useTranslation();
  const served = useServed();
  const ready = items.every((finding) => finding.ok || finding.severity !== 'problem');
  return (
    <div className={classes.findings}>
      <Text fw={700} c={ready ? 'var(--good)' : 'var(--bad)'} role="status">
        {t(ready ? 'restaurant.canTake' : 'restaurant.cannotTake')}
      </Text>
      {items.map((finding, i) => {
        const tone = finding.ok ? 'good' : finding.severity === 'problem' ? 'problem' : 'warning';
        const Icon = icons[tone];
        return (
          <div key={i} className={classes.finding} data-tone={tone}>
            <Icon size={20} aria-hidden />
            <div>
              <Text fw={600}>{served(finding.message, t(finding.ok ? 'finding.good' : 'finding.bad'))}</Text>
              {!finding.ok && finding.remedy && <Text size="sm">{served(finding.remedy, '')}</Text>}
            </div>
          </div>
        );
      })}
    </div>
  );
}
