import { Button, Group } from '@mantine/core';
import { IconBellOff, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner';
import { useAlarm } from './AlarmContext';
import { ringer } from './ringer';
import { useAlarmSettings } from './settings';

// DeafWarning says in red when an order could come unheard.
export function DeafWarning() {
  const { t } = useTranslation();
  const { sound, notifications, askForNotifications } = useAlarm();
  const { melody, volume, notify, setNotify } = useAlarmSettings();
  return (
    <>
      {sound !== 'allowed' && (
        <Banner tone="bad" icon={<IconVolumeOff size={22} aria-hidden />} text={t('deaf.sound')}>
          <Button size="compact-md" color="red.8" onClick={() => void ringer.test(melody, volume)}>
            {t('deaf.testSound')}
          </Button>
        </Banner>
      )}
      {notify && notifications !== 'granted' && (
        <Banner tone="bad" icon={<IconBellOff size={22} aria-hidden />} text={t(`deaf.notifications.${notifications}`)}>
          <Group gap="xs">
            {notifications === 'default' && (
              <Button size="compact-md" color="red.8" onClick={() => void askForNotifications()}>
                {t('deaf.testNotifications')}
              </Button>
            )}
            <Button size="compact-md" variant="default" onClick={() => setNotify(false)}>
              {t('deaf.without')}
            </Button>
          </Group>
        </Banner>
      )}
    </>
  );
}
