import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

// Panel is a titled part of a page.
export function Panel({ title, aside, children }: Props) {
  return (
    <section className={classes.panel} aria-label={title}>
      <div className={classes.head}>
        <Title order={2} size="h5">
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </section>
  );
}
