import { Button, Center, Group, Loader, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useProblemText } from '../lib/problems';
import { Findings } from './Examine';
import { newSettings } from './newSettings';
import { SettingsForm } from './SettingsForm';
import { useChange } from './useManaged';

interface Props {
  id?: string; // none for a new restaurant
  close: () => void;
}

// RestaurantDialog adds a restaurant or changes its settings, and tests them
// before they are kept.
export function RestaurantDialog({ id, close }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ['settings', id], queryFn: () => api.readSettings(id ?? ''), enabled: id !== undefined, gcTime: 0 });
  const settings = id === undefined ? newSettings() : data;
  return (
    <Modal opened onClose={close} size="xl" title={id ?? t('restaurant.add')} closeButtonProps={{ 'aria-label': t('close') }}>
      {settings ? (
        <Editor before={settings} id={id} close={close} />
      ) : (
        <Center p="xl">
          <Loader />
        </Center>
      )}
    </Modal>
  );
}

interface EditorProps {
  before: api.Settings;
  id?: string;
  close: () => void;
}

export function Editor({ before, id, close }: EditorProps) {
  const { t } = useTranslation();
  const words = useProblemText();
  const [settings, setSettings] = useState(before);
  const [findings, setFindings] = useState<api.Finding[]>();
  const [problem, setProblem] = useState('');
  const [testing, setTesting] = useState(false);
  const save = useChange(async () => (id === undefined ? api.addRestaurant(settings) : api.writeSettings(id, settings)), ['restaurants', 'settings'], close);

  async function test() {
    setTesting(true);
    setProblem('');
    setFindings(undefined);
    try {
      setFindings(await api.examineSettings(settings));
    } catch (error) {
      setProblem(words(error));
    } finally {
      setTesting(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <SettingsForm settings={settings} change={setSettings} isNew={id === undefined} />
      {problem && <p role="alert">{problem}</p>}
      {findings && <Findings items={findings} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('back')}
        </Button>
        <Button variant="light" loading={testing} onClick={() => void test()}>
          {t('restaurant.examine')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('manage.save')}
        </Button>
      </Group>
    </form>
  );
}
