import { Button, Menu } from '@mantine/core';
import { IconArrowRight, IconChevronUp, IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../app/keys';
import { useMay } from '../session/session';
import type { ControlProps } from './ActionBar';
import { laterStatuses, nextStatus } from './nextStatus';
import { awaitsContents } from './place';

// WorkControls lead an accepted order through its life, and put the dishes on
// the station where that waits for a person's word.
export function WorkControls({ order, decisions, editing }: ControlProps) {
  const { t } = useTranslation();
  const mayWork = useMay('operator');
  const next = nextStatus(order);
  const later = laterStatuses(order).filter((status) => status !== next);
  const awaits = awaitsContents(order);
  const stuck = order.injection.state === 'needs_operator'; // then its own answers come first

  async function save() {
    const agreed = editing.dirty ? await editing.save() : order;
    if (agreed) await decisions.save(agreed);
  }

  useKeys({ KeyR: () => void decisions.resolve('retry') }, mayWork && stuck);

  return (
    <>
      {awaits && (
        <Button size="md" loading={decisions.busy} leftSection={<IconDeviceFloppy size={20} aria-hidden />} onClick={() => void save()}>
          {t('action.save')}
        </Button>
      )}
      {later.length > 0 && (
        <Menu position="top-end" shadow="md">
          <Menu.Target>
            <Button size="md" variant="default" leftSection={<IconChevronUp size={18} aria-hidden />}>
              {t('action.otherStatus')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {later.map((status) => (
              <Menu.Item key={status} onClick={() => void decisions.advance(status)}>
                {t(`advance.${status as 'ready'}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {next && (
        <Button size="md" variant={awaits || stuck ? 'light' : 'filled'} loading={decisions.busy} rightSection={<IconArrowRight size={19} aria-hidden />} onClick={() => void decisions.advance(next)}>
          {t(order.status === 'scheduled' ? 'action.releaseNow' : `advance.${next as 'ready'}`)}
        </Button>
      )}
    </>
  );
}
