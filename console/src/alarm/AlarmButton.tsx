import { ActionIcon, Button, Divider, Popover, Radio, Slider, Stack, Switch, Text } from '@mantine/core';
import { IconBell, IconBellRinging, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAlarm } from './AlarmContext';
import { melodyNames, type Melody } from './melodies';
import { ringer } from './ringer';
import { useAlarmSettings } from './settings';

// AlarmButton shows whether the console can be heard, and how it sounds.
export function AlarmButton() {
  const { t } = useTranslation();
  const { sound, level } = useAlarm();
  const heard = sound === 'allowed';
  const label = heard ? t('alarm.settings') : t('deaf.sound');
  const Icon = !heard ? IconVolumeOff : level === 'quiet' ? IconBell : IconBellRinging;
  return (
    <Popover width={300} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon variant={heard ? 'subtle' : 'filled'} color={heard ? 'gray' : 'red.8'} size="lg" aria-label={label} title={label}>
          <Icon size={22} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Settings />
      </Popover.Dropdown>
    </Popover>
  );
}

function Settings() {
  const { t } = useTranslation();
  const { melody, volume, notify, setMelody, setVolume, setNotify } = useAlarmSettings();
  const { notifications, askForNotifications } = useAlarm();
  const choose = (name: Melody) => {
    setMelody(name);
    void ringer.test(name, volume);
  };
  return (
    <Stack gap="sm">
      <Radio.Group label={t('alarm.melody')} value={melody} onChange={(name) => choose(name as Melody)}>
        <Stack gap={6} mt={6}>
          {melodyNames.map((name) => (
            <Radio key={name} value={name} label={t(`melody.${name}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <div>
        <Text size="sm" fw={500} id="alarm-volume">
          {t('alarm.volume')}
        </Text>
        <Slider
          thumbLabel={t('alarm.volume')}
          min={10}
          max={100}
          step={10}
          value={Math.round(volume * 100)}
          onChange={(value) => setVolume(value / 100)}
          label={(value) => `${value}%`}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t('alarm.louder')}
        </Text>
      </div>
      <Button variant="light" onClick={() => void ringer.test(melody, volume)}>
        {t('deaf.testSound')}
      </Button>
      <Divider />
      <Switch
        label={t('alarm.notify')}
        checked={notify}
        onChange={(event) => {
          setNotify(event.currentTarget.checked);
          if (event.currentTarget.checked && notifications === 'default') void askForNotifications();
        }}
      />
    </Stack>
  );
}
