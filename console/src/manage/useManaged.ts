import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRefused } from '../lib/problems';

// useChange does one change and shows how it ended, in words of its own if it has
// some; the lists named are read anew.
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, lists: string[], done?: (output: Output) => void, words?: (output: Output) => string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refused = useRefused();
  return useMutation({
    mutationFn: change,
    onSuccess: async (output) => {
      await Promise.all(lists.map((list) => queries.invalidateQueries({ queryKey: [list] })));
      notifications.show({ color: 'green', message: words?.(output) ?? t('manage.saved') });
      done?.(output);
    },
    onError: refused,
  });
}
