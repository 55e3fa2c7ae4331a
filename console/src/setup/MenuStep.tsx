import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { importMenu } from '../api/manage';
import { useProblemText } from '../lib/problems';

// MenuStep brings the menu in from the station and says what it holds.
export function MenuStep({ restaurant, next }: { restaurant: string; next: () => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['import', restaurant], queryFn: () => importMenu(restaurant), staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      {isFetching && (
        <Group>
          <Loader size="sm" />
          <Text>{t('setup.importing')}</Text>
        </Group>
      )}
      {error && !isFetching && (
        <Alert color="red" role="alert">
          {words(error)}
        </Alert>
      )}
      {data && (
        <Text size="lg" fw={700} role="status">
          {t('setup.imported', { count: data.items.length })}
        </Text>
      )}
      {data?.problems?.slice(0, 5).map((problem, i) => (
        <Text key={i} c="var(--warn)">
          {problem.name ? `${problem.name}: ${problem.message}` : problem.message}
        </Text>
      ))}
      <Group mt="md" justify="flex-end">
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('setup.importAgain')}
        </Button>
        <Button disabled={isFetching} onClick={next}>
          {t('setup.next')}
        </Button>
      </Group>
    </>
  );
}
