import { useQuery } from '@tanstack/react-query';
import * as api from '../api/manage';

const none: api.Source[] = [];

// useSources are the order sources, and their names.
export function useSources() {
  const { data: sources = none } = useQuery({ queryKey: ['sources'], queryFn: api.listSources });
  return { sources, name: (id: string) => sources.find((one) => one.id === id)?.name || id };
}
