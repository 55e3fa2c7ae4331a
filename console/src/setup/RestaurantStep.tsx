import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useProblemText } from '../lib/problems';
import { Findings } from '../manage/Examine';
import { newSettings } from '../manage/newSettings';
import { SettingsForm } from '../manage/SettingsForm';

// RestaurantStep connects the cash server: it is tested before it is kept.
export function RestaurantStep({ next }: { next: (restaurant: string) => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [settings, setSettings] = useState(newSettings);
  const [findings, setFindings] = useState<api.Finding[]>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function attempt(act: () => Promise<void>) {
    setBusy(true);
    setProblem('');
    try {
      await act();
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  }

  const test = () => attempt(async () => setFindings(await api.examineSettings(settings)));
  const keep = () =>
    attempt(async () => {
      await api.addRestaurant(settings);
      next(settings.id ?? '');
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void (findings ? keep() : test());
      }}
    >
      <SettingsForm settings={settings} change={setSettings} isNew />
      {problem && (
        <Alert color="red" role="alert" mt="md">
          {problem}
        </Alert>
      )}
      {findings && <Findings items={findings} />}
      <Group mt="md" justify="flex-end">
        {findings && (
          <Button variant="default" loading={busy} onClick={() => void test()}>
            {t('restaurant.examineAgain')}
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {t(findings ? 'setup.next' : 'restaurant.examine')}
        </Button>
      </Group>
    </form>
  );
}
