import { Alert, Button, Card, Center, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session';
import type { User } from '../api/types';
import { ringer } from '../alarm/ringer';
import { LanguageSwitch } from '../app/LanguageSwitch';
import { useProblemText } from '../lib/problems';
import { Logo } from '../ui/Logo';
import { Secret } from '../ui/Secret';

interface Props {
  entered: (user: User) => void;
  ended: boolean; // a session that was there is over
}

export function SignIn({ entered, ended }: Props) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [problem, setProblem] = useState(ended ? t('signIn.ended') : '');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    ringer.open(); // the press is what browsers ask for before they allow sound
    setBusy(true);
    try {
      entered(await signIn(String(form.get('user')), String(form.get('password'))));
    } catch (error) {
      setProblem(words(error, { unauthorized: t('signIn.wrong') }));
      setBusy(false);
    }
  }

  return (
    <Center h="100%" p="md">
      <Card withBorder shadow="md" padding="xl" w={400} component="main">
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Logo size={44} />
            <div>
              <Title order={1} size="h2">
                {t('signIn.title')}
              </Title>
              <Text c="dimmed">{t('signIn.about')}</Text>
            </div>
            {problem && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <TextInput name="user" label={t('signIn.user')} autoComplete="username" autoFocus required size="md" />
            <Secret name="password" label={t('signIn.password')} autoComplete="current-password" required size="md" />
            <Button type="submit" size="md" loading={busy}>
              {t('signIn.enter')}
            </Button>
            <LanguageSwitch />
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
