import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { setUp } from '../api/setup';
import type { User } from '../api/types';
import { useProblemText } from '../lib/problems';
import { Secret } from '../ui/Secret';

// ManagerStep makes the first manager; the token proves that whoever does it
// has seen the service start.
export function ManagerStep({ next }: { next: (user: User) => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? '').trim();
    setBusy(true);
    try {
      next(await setUp({ token: field('token'), user: field('user'), name: field('name') || undefined, password: String(form.get('password')) }));
    } catch (error) {
      setProblem(words(error, { unauthorized: t('setup.wrongToken'), forbidden: t('setup.wrongToken') }));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput name="token" label={t('setup.token')} description={t('setup.tokenWhat')} required autoFocus autoComplete="off" />
        <TextInput name="name" label={t('person.fullName')} />
        <TextInput name="user" label={t('signIn.user')} description={t('setup.userRule')} required autoComplete="username" />
        <Secret name="password" label={t('signIn.password')} description={t('person.passwordRule')} required minLength={10} autoComplete="new-password" />
        <Button type="submit" loading={busy}>
          {t('setup.next')}
        </Button>
      </Stack>
    </form>
  );
}
