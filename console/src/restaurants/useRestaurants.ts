import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listRestaurants } from '../api/restaurants';
import type { Restaurant } from '../api/types';

const lookEvery = 10_000;
const none: Restaurant[] = [];

// useRestaurants are the person's restaurants with the state of their stations.
export function useRestaurants() {
  const { data = none } = useQuery({
    queryKey: ['restaurants'],
    queryFn: ({ signal }) => listRestaurants(signal),
    refetchInterval: lookEvery,
    refetchIntervalInBackground: true,
  });
  return useMemo(() => {
    const byId = new Map(data.map((one) => [one.id, one]));
    return { restaurants: data, find: (id: string) => byId.get(id), name: (id: string) => byId.get(id)?.name || id };
  }, [data]);
}
