import { Button, Center, Loader, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/client';
import { useProblemText } from '../lib/problems';

type ReadPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

// usePages reads a long list, one page at first and more when they are asked for;
// with every, what is shown is read anew after so many milliseconds.
export function usePages<T>(key: readonly unknown[], read: ReadPage<T>, every?: number) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam || undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: every,
  });
}

interface Props<T> {
  list: ReturnType<typeof usePages<T>>;
  none: string;
  children: (items: T[]) => ReactNode;
}

// Pages shows such a list, says why there is nothing to show, and offers more.
export function Pages<T>({ list, none, children }: Props<T>) {
  const { t } = useTranslation();
  const words = useProblemText();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && (
        <Center p="xl">
          <Loader aria-label={t('reading')} />
        </Center>
      )}
      {list.isError && (
        <Text role="alert" c="var(--bad)" p="md">
          {words(list.error)}
        </Text>
      )}
      {list.data && items.length === 0 && <Text p="md">{none}</Text>}
      {items.length > 0 && children(items)}
      {list.hasNextPage && (
        <Center p="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}
