import { ActionIcon, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useKeys } from '../app/keys';
import classes from './Page.module.css';

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

// Page is a screen beside the board; Esc leads back.
export function Page({ title, aside, children }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const back = () => go('/');
  useKeys({ Escape: back });
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <ActionIcon variant="default" size="lg" aria-label={t('order.back')} onClick={back}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Title order={1} size="h3">
          {title}
        </Title>
        <span className={classes.gap} />
        {aside}
      </div>
      {children}
    </div>
  );
}
