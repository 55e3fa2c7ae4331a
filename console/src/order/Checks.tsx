import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useServed } from '../i18n/served';
import type { Check } from '../api/types';
import classes from './Checks.module.css';

const icons = { info: IconInfoCircle, warning: IconAlertTriangle, problem: IconCircleX };

// CheckMark is something to know about an order or a line, by colour and sign.
export function CheckMark({ check }: { check: Check }) {
  const { t, i18n } = useTranslation();
  const served = useServed();
  const Icon = icons[check.severity];
  const key = `check.${check.code}`;
  return (
    <div className={classes.check} data-severity={check.severity}>
      <Icon size={16} aria-label={t(`severity.${check.severity}`)} />
      <span>{i18n.exists(key) ? t(key as 'check.test_order') : served(check.message, t('check.other'))}</span>
    </div>
  );
}

// OrderChecks are those that are about the whole order.
export function OrderChecks({ checks }: { checks: Check[] }) {
  return checks.filter((check) => !check.line_id).map((check, i) => <CheckMark key={i} check={check} />);
}
