import { Modal, Table, Title } from '@mantine/core';
import { useState, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './keys';

const asked = 'orderhatch:key-help';

export const showKeyHelp = () => window.dispatchEvent(new Event(asked));

const groups = {
  everywhere: [
    ['?', 'help'],
    ['N', 'oldest'],
    ['/', 'search'],
    ['Esc', 'back'],
  ],
  board: [
    ['← ↑ → ↓', 'move'],
    ['Enter', 'open'],
    ['1 … 5', 'tabs'],
  ],
  order: [
    ['T', 'take'],
    ['A', 'accept'],
    ['X', 'cancel'],
    ['U', 'unreachable'],
    ['D', 'add'],
    ['Ctrl+Z', 'undo'],
    ['Ctrl+S', 'save'],
    ['P', 'print'],
    ['R', 'retry'],
  ],
} as const;

// KeyHelp lists the keys; it is opened by ? and from the menu.
export function KeyHelp() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  useKeys({ 'Shift+Slash': () => setOpened(true) });
  useEffect(() => {
    const open = () => setOpened(true);
    window.addEventListener(asked, open);
    return () => window.removeEventListener(asked, open);
  }, []);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={t('keys.title')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
        <section key={group}>
          <Title order={3} size="h5" mt="sm">
            {t(`keys.${group}`)}
          </Title>
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {groups[group].map(([key, what]) => (
                <Table.Tr key={key}>
                  <Table.Td w={140}>
                    <kbd>{key}</kbd>
                  </Table.Td>
                  <Table.Td>{t(`key.${what}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Modal>
  );
}
