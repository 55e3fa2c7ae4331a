import { NavLink } from '@mantine/core';
import { IconApi, IconBuildingStore, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Page } from '../ui/Page';
import classes from './Manage.module.css';
import { People } from './People';
import { Restaurants } from './Restaurants';
import { Sources } from './Sources';

const sections = {
  people: { Icon: IconUsers, Content: People },
  sources: { Icon: IconApi, Content: Sources },
  restaurants: { Icon: IconBuildingStore, Content: Restaurants },
};

type Section = keyof typeof sections;

// Manage is what managers set up: people, sources with their keys, restaurants.
export function Manage({ section }: { section: string }) {
  const { t } = useTranslation();
  const chosen: Section = section in sections ? (section as Section) : 'people';
  const { Content } = sections[chosen];
  return (
    <Page title={t(`manage.${chosen}`)}>
      <div className={classes.frame}>
        <nav aria-label={t('manage.title')}>
          {(Object.keys(sections) as Section[]).map((name) => {
            const { Icon } = sections[name];
            return <NavLink key={name} component={Link} href={`/manage/${name}`} active={name === chosen} label={t(`manage.${name}`)} leftSection={<Icon size={19} aria-hidden />} />;
          })}
        </nav>
        <Content />
      </div>
    </Page>
  );
}
