import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { AlarmButton } from '../alarm/AlarmButton';
import { FloatingButton } from '../alarm/FloatingButton';
import { StationLine } from '../restaurants/StationLine';
import { useSession } from '../session/session';
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
      <StationLine />
      <FloatingButton />
      <AlarmButton />
      <UserMenu />
    </header>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { user, leave } = useSession();
  return (
    <Menu position="bottom-end" width={270} withArrow shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu.person', { name: user.name || user.id })}>
          <IconUserCircle size={24} />
        </ActionIcon>
      </Menu.Target>
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
