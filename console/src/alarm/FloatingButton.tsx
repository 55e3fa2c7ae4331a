import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPictureInPicture, IconPictureInPictureOff } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { useAlarm } from './AlarmContext';
import classes from './FloatingButton.module.css';
import { useFloatingWindow } from './useFloatingWindow';

// FloatingButton opens a small window that stays on top of all others: how many
// orders wait, and one press to open the oldest.
export function FloatingButton() {
  const { t } = useTranslation();
  const floating = useFloatingWindow();
  const label = t(floating.opened ? 'floating.close' : 'floating.open');
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant={floating.opened ? 'light' : 'subtle'} color="gray" size="lg" aria-label={label} aria-pressed={floating.opened !== undefined} onClick={() => (floating.opened ? floating.close() : void floating.open())}>
          {floating.opened ? <IconPictureInPictureOff size={22} /> : <IconPictureInPicture size={22} />}
        </ActionIcon>
      </Tooltip>
      {floating.opened && createPortal(<Hover home={window} />, floating.opened.document.body)}
    </>
  );
}

// Hover is what the small window shows.
function Hover({ home }: { home: Window }) {
  const { t } = useTranslation();
  const { waiting, calling, level, oldest } = useAlarm();
  const now = useNow();
  const [, go] = useLocation();
  const open = () => {
    home.focus();
    go(oldest ? `/orders/${oldest.id}` : '/');
  };
  return (
    <button type="button" className={classes.hover} data-level={level} data-waiting={waiting > 0} onClick={open}>
      <span className={classes.count}>{waiting}</span>
      <span className={classes.words}>
        <b>{t(waiting > 0 ? 'floating.waiting' : 'floating.calm', { count: waiting })}</b>
        {oldest && <span className="tabular">{duration(now - Date.parse(oldest.created_at))}</span>}
        {calling > 0 && <span>{t('floating.press')}</span>}
      </span>
    </button>
  );
}
