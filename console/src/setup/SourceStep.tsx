import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useProblemText } from '../lib/problems';
import { NewKey } from '../manage/KeysDialog';

// SourceStep makes the first source of orders and its key.
export function SourceStep({ next }: { next: (key: string) => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get('id')).trim();
    setBusy(true);
    try {
      await api.addSource({ id });
      setKey((await api.makeKey({ kind: 'sources', id }, {})).key);
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  }

  if (key) {
    return (
      <>
        <NewKey secret={key} />
        <Text>{t('setup.keyWhat')}</Text>
        <Group mt="md" justify="flex-end">
          <Button onClick={() => next(key)}>{t('setup.next')}</Button>
        </Group>
      </>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput name="id" label={t('source.id')} description={t('source.idRule')} defaultValue="website" required maxLength={64} autoFocus />
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('setup.makeKey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
