import { Badge, NavLink } from '@mantine/core';
import { IconApi, IconBuildingStore, IconHistory, IconScale, IconSend, IconUsers } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Page } from '../ui/Page';
import classes from './Manage.module.css';
import { Audit } from './Audit';
import { Callbacks } from './Callbacks';
import { Discrepancies } from './Discrepancies';
import { People } from './People';
import { Restaurants } from './Restaurants';
import { Sources } from './Sources';
import { useLeft } from './useDiscrepancies';

type Section = 'people' | 'sources' | 'callbacks' | 'restaurants' | 'discrepancies' | 'audit';

const sections: Record<Section, { Icon: typeof IconApi; Content: ComponentType<{ chosen?: string }> }> = {
  people: { Icon: IconUsers, Content: People },
  sources: { Icon: IconApi, Content: Sources },
  callbacks: { Icon: IconSend, Content: Callbacks },
  restaurants: { Icon: IconBuildingStore, Content: Restaurants },
  discrepancies: { Icon: IconScale, Content: Discrepancies },
  audit: { Icon: IconHistory, Content: Audit },
};

// Manage is what managers set up and look after: people, sources with their keys,
// what sources were told, restaurants, what does not belong together, and who
// changed what.
export function Manage({ section, chosen }: { section: string; chosen?: string }) {
  const { t } = useTranslation();
  const shown: Section = section in sections ? (section as Section) : 'people';
  const left = useLeft();
  const { Content } = sections[shown];
  return (
    <Page title={t(`manage.${shown}`)}>
      <div className={classes.frame}>
        <nav aria-label={t('manage.title')}>
          {(Object.keys(sections) as Section[]).map((name) => {
            const { Icon } = sections[name];
            const count = name === 'discrepancies' && left > 0 && <Badge color="red.8">{left}</Badge>;
            return <NavLink key={name} component={Link} href={`/manage/${name}`} active={name === shown} label={t(`manage.${name}`)} leftSection={<Icon size={19} aria-hidden />} rightSection={count} />;
          })}
        </nav>
        <Content key={chosen} chosen={chosen} />
      </div>
    </Page>
  );
}
