import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAlarm } from '../alarm/AlarmContext';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { useKeys } from './keys';
import classes from './WaitingButton.module.css';

// WaitingButton stands on every page: how many orders wait, and one press to
// open the oldest that nobody is on.
export function WaitingButton() {
  const { t } = useTranslation();
  const { waiting, level, oldest } = useAlarm();
  const now = useNow();
  const [, go] = useLocation();
  const open = () => go(oldest ? `/orders/${oldest.id}` : '/');
  useKeys({ KeyN: open });
  const Icon = level === 'quiet' ? IconBell : IconBellRinging;
  return (
    <button type="button" className={classes.waiting} data-level={level} data-some={waiting > 0} onClick={open} title={t('waiting.open')}>
      <Icon size={20} aria-hidden />
      <span>{waiting > 0 ? t('waiting.some', { count: waiting }) : t('waiting.none')}</span>
      {oldest && <span className="tabular">{duration(now - Date.parse(oldest.created_at))}</span>}
    </button>
  );
}
