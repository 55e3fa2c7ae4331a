import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRestaurants } from '../restaurants/useRestaurants';

// RestaurantNames are those somebody is limited to.
export function RestaurantNames({ ids }: { ids?: string[] | null }) {
  const { t } = useTranslation();
  const { name } = useRestaurants();
  return ids?.length ? ids.map(name).join(', ') : t('manage.allRestaurants');
}

export function RestaurantChoice({ value, change }: { value: string[]; change: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const { restaurants } = useRestaurants();
  return (
    <MultiSelect
      label={t('manage.restaurants')}
      placeholder={value.length === 0 ? t('manage.allRestaurants') : undefined}
      data={restaurants.map((one) => ({ value: one.id, label: one.name || one.id }))}
      value={value}
      onChange={change}
      clearable
    />
  );
}
