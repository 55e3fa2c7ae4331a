import { Button, Group, SimpleGrid } from '@mantine/core';
import { IconPlus, IconRefresh, IconSettings, IconStethoscope, IconToolsKitchen2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import * as api from '../api/manage';
import type { Restaurant } from '../api/types';
import { RestaurantFacts } from '../restaurants/RestaurantFacts';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Panel } from '../ui/Panel';
import { ExamineDialog } from './Examine';
import { RestaurantDialog } from './RestaurantDialog';
import { useChange } from './useManaged';

type Opened = { what: 'settings' | 'examine'; id?: string };

// Restaurants are set up, tested and looked after here.
export function Restaurants() {
  const { t } = useTranslation();
  const { restaurants } = useRestaurants();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Panel
      title={t('manage.restaurants')}
      aside={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened({ what: 'settings' })}>
          {t('restaurant.add')}
        </Button>
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {restaurants.map((one) => (
          <Card key={one.id} one={one} open={(what) => setOpened({ what, id: one.id })} />
        ))}
      </SimpleGrid>
      {opened?.what === 'settings' && <RestaurantDialog id={opened.id} close={close} />}
      {opened?.what === 'examine' && opened.id && <ExamineDialog examine={() => api.examineRestaurant(opened.id ?? '')} close={close} />}
    </Panel>
  );
}

function Card({ one, open }: { one: Restaurant; open: (what: Opened['what']) => void }) {
  const { t } = useTranslation();
  const refresh = useChange(() => api.importMenu(one.id), ['menu']);
  return (
    <div style={{ border: '1px solid var(--line)', borderRadius: 10, padding: 14 }}>
      <RestaurantFacts one={one} />
      <Group gap="xs" mt="md">
        <Button variant="default" leftSection={<IconSettings size={17} aria-hidden />} onClick={() => open('settings')}>
          {t('restaurant.settings')}
        </Button>
        <Button variant="default" leftSection={<IconStethoscope size={17} aria-hidden />} onClick={() => open('examine')}>
          {t('restaurant.examine')}
        </Button>
        <Button variant="default" leftSection={<IconRefresh size={17} aria-hidden />} loading={refresh.isPending} onClick={() => refresh.mutate(undefined)}>
          {t('restaurant.refreshMenu')}
        </Button>
        <Button variant="default" component={Link} href={`/menu/${one.id}`} leftSection={<IconToolsKitchen2 size={17} aria-hidden />}>
          {t('availability.title')}
        </Button>
      </Group>
    </div>
  );
}
