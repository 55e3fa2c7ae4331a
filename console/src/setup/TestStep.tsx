import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeTestOrder } from '../api/setup';
import { ringer } from '../alarm/ringer';
import { useProblemText } from '../lib/problems';
import { useMenu } from '../menu/menu';

interface Props {
  restaurant: string;
  secret: string;
  finish: () => void;
}

// TestStep places an order as a website would; the console then calls.
export function TestStep({ restaurant, secret, finish }: Props) {
  const { t } = useTranslation();
  const words = useProblemText();
  const { data: menu } = useMenu(restaurant);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const dish = menu?.items.find((one) => one.available && !one.modifier_groups?.length) ?? menu?.items[0];

  async function place() {
    if (!dish) return;
    setBusy(true);
    ringer.open();
    try {
      await placeTestOrder(secret, restaurant, dish, t('setup.testGuest'));
      finish();
    } catch (error) {
      setProblem(words(error));
      setBusy(false);
    }
  }

  return (
    <>
      <Text>{t('setup.testWhat')}</Text>
      {problem && (
        <Alert color="red" role="alert" mt="md">
          {problem}
        </Alert>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={finish}>
          {t('setup.skip')}
        </Button>
        <Button loading={busy} disabled={!dish} onClick={() => void place()}>
          {t('setup.place')}
        </Button>
      </Group>
    </>
  );
}
