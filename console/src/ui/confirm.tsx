import { Button, Group, Modal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

interface Question {
  title: string;
  text?: string;
  yes: string;
  danger?: boolean;
}

let asked: { question: Question; answer: (yes: boolean) => void } | undefined;
const listeners = new Set<() => void>();

function change(next: typeof asked) {
  asked = next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// questions asks one question at a time; a question that is asked meanwhile is no.
export const questions = {
  confirm: (question: Question) =>
    new Promise<boolean>((resolve) => {
      asked?.answer(false);
      change({ question, answer: resolve });
    }),
};

const aboveDialogs = 400; // which a question may be about

// ConfirmHost is where questions are shown; it stands once in the page.
export function ConfirmHost() {
  const { t } = useTranslation();
  const current = useSyncExternalStore(subscribe, () => asked);
  const answer = (yes: boolean) => {
    current?.answer(yes);
    change(undefined);
  };
  return (
    <Modal zIndex={aboveDialogs} opened={current !== undefined} onClose={() => answer(false)} title={current?.question.title} closeButtonProps={{ 'aria-label': t('close') }}>
      {current?.question.text && <Text mb="md">{current.question.text}</Text>}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => answer(false)}>
          {t('no')}
        </Button>
        <Button data-autofocus color={current?.question.danger ? 'red' : undefined} onClick={() => answer(true)}>
          {current?.question.yes}
        </Button>
      </Group>
    </Modal>
  );
}
