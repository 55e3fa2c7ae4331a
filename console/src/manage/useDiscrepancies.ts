import { useQuery } from '@tanstack/react-query';
import * as api from '../api/manage';
import { useMay } from '../session/session';
import { left } from './found';

const lookEvery = 30_000; // the sweep itself comes every ten minutes

// useDiscrepancies are what the last sweep found; nothing for those who manage nothing.
export function useDiscrepancies() {
  const enabled = useMay('manager');
  return useQuery({ queryKey: ['discrepancies'], queryFn: ({ signal }) => api.listDiscrepancies(signal), refetchInterval: lookEvery, enabled });
}

// useLeft is how many of them somebody has to see to.
export const useLeft = () => left(useDiscrepancies().data?.items ?? []);
