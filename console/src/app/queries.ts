import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/client';

// worthRepeating: a refusal stays a refusal, a broken line may mend.
const worthRepeating = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500);

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthRepeating, staleTime: 15_000, refetchOnWindowFocus: true } },
});
