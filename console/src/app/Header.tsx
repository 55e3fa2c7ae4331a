import { ActionIcon, Badge, Indicator, Menu, Text } from '@mantine/core';
import { IconKeyboard, IconLogout, IconReportAnalytics, IconScale, IconSettings, IconToolsKitchen2, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { AlarmButton } from '../alarm/AlarmButton';
import { FloatingButton } from '../alarm/FloatingButton';
import { useLeft } from '../manage/useDiscrepancies';
import { useRestaurants } from '../restaurants/useRestaurants';
import { StationLine } from '../restaurants/StationLine';
import { useMay, useSession } from '../session/session';
import { Logo } from '../ui/Logo';
import { showKeyHelp } from './KeyHelp';
import classes from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { SchemeSwitch } from './SchemeSwitch';
import { WaitingButton } from './WaitingButton';

export function Header() {
  return (
    <header className={classes.header}>
      <Link href="/" className={classes.home} aria-label="Orderhatch">
        <Logo size={30} />
      </Link>
      <WaitingButton />
      <span className={classes.gap} />
      <div className={classes.stations}>
        <StationLine />
      </div>
      <FloatingButton />
      <AlarmButton />
      <UserMenu />
    </header>
  );
}

// Places are the screens beside the board that this person may see.
function Places() {
  const { t } = useTranslation();
  const mayWork = useMay('operator');
  const mayManage = useMay('manager');
  const { restaurants } = useRestaurants();
  const left = useLeft();
  const first = restaurants[0];
  return (
    <>
      {mayWork && first && (
        <Menu.Item component={Link} href={`/menu/${first.id}`} leftSection={<IconToolsKitchen2 size={18} />}>
          {t('availability.title')}
        </Menu.Item>
      )}
      {mayManage && (
        <>
          <Menu.Item component={Link} href="/report" leftSection={<IconReportAnalytics size={18} />}>
            {t('report.title')}
          </Menu.Item>
          <Menu.Item component={Link} href="/manage/people" leftSection={<IconSettings size={18} />}>
            {t('manage.title')}
          </Menu.Item>
          {left > 0 && (
            <Menu.Item component={Link} href="/manage/discrepancies" leftSection={<IconScale size={18} />} rightSection={<Badge color="red.8">{left}</Badge>}>
              {t('manage.discrepancies')}
            </Menu.Item>
          )}
        </>
      )}
      <Menu.Divider />
    </>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { user, leave } = useSession();
  const left = useLeft();
  const label = t('menu.person', { name: user.name || user.id });
  return (
    <Menu position="bottom-end" width={270} withArrow shadow="md">
      <Indicator label={left} disabled={left === 0} color="red.8" size={17} offset={6}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={left ? `${label}. ${t('discrepancy.left', { count: left })}` : label}>
            <IconUserCircle size={24} />
          </ActionIcon>
        </Menu.Target>
      </Indicator>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={700}>{user.name || user.id}</Text>
          {t(`role.${user.role as 'operator'}`)}
        </Menu.Label>
        <Menu.Divider />
        <div className={classes.choices}>
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
        <Menu.Divider />
        <Places />
        <Menu.Item leftSection={<IconKeyboard size={18} />} rightSection={<kbd>?</kbd>} onClick={showKeyHelp}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={leave}>
          {t('menu.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
