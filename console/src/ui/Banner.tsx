import type { ReactNode } from 'react';
import classes from './Banner.module.css';

interface Props {
  tone: 'bad' | 'warn' | 'waiting';
  icon: ReactNode;
  text: ReactNode;
  children?: ReactNode;
}

// Banner is a line across the page that cannot be overlooked.
export function Banner({ tone, icon, text, children }: Props) {
  return (
    <div className={classes.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {icon}
      <span className={classes.text}>{text}</span>
      {children}
    </div>
  );
}
