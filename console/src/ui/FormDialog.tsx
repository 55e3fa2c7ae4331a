import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  close: () => void;
  save: () => void;
  busy: boolean;
  children: ReactNode;
}

// FormDialog is a window with something to fill in.
export function FormDialog({ title, close, save, busy, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('manage.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
