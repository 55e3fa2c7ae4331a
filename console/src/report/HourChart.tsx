import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Report } from '../api/manage';
import { clock } from '../lib/format';
import classes from './HourChart.module.css';

type Hour = Report['by_hour'][number];

const parts = ['accepted', 'rejected', 'cancelled', 'expired', 'waiting'] as const;

// HourChart is the orders of each hour by what became of them. What was called
// off after acceptance is counted as cancelled only.
export function HourChart({ hours, zone }: { hours: Hour[]; zone: string }) {
  const { t, i18n } = useTranslation();
  if (hours.length === 0) return <Text c="dimmed">{t('report.nothing')}</Text>;
  const most = Math.max(...hours.map((hour) => hour.submitted), 1);
  return (
    <figure className={classes.figure}>
      <div className={classes.chart} role="img" aria-label={hours.map((hour) => `${clock(hour.hour, i18n.language, zone)}: ${hour.submitted}`).join('; ')}>
        {hours.map((hour) => (
          <div key={hour.hour} className={classes.hour}>
            <b>{hour.submitted}</b>
            <svg viewBox="0 0 10 100" preserveAspectRatio="none" className={classes.bar} aria-hidden="true">
              <Bars hour={hour} most={most} />
            </svg>
            <span className="tabular">{clock(hour.hour, i18n.language, zone)}</span>
          </div>
        ))}
      </div>
      <figcaption className={classes.legend}>
        {parts.map((part) => (
          <span key={part} data-part={part}>
            {t(`figure.${part}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Bars({ hour, most }: { hour: Hour; most: number }) {
  let below = 0;
  return parts.map((part) => {
    const count = part === 'accepted' ? Math.max(0, hour.accepted - hour.cancelled - hour.failed) : hour[part];
    const height = (count / most) * 100;
    below += height;
    return <rect key={part} data-part={part} x="0" width="10" y={100 - below} height={height} />;
  });
}
