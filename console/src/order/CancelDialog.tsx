import { Button, Group, Modal, SimpleGrid, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, ReasonCode } from '../api/types';
import classes from './CancelDialog.module.css';
import { numberOf } from './place';
import { reasonsFor } from './reasons';
import { useDecisions } from './useDecisions';

interface Props {
  order: Order;
  opened: boolean;
  close: () => void;
  done?: () => void;
  suggested?: ReasonCode;
  refusing?: boolean; // the source's wish is refused, the order goes on
}

// CancelDialog asks why; each reason has the digit that chooses it.
export function CancelDialog({ order, opened, close, done, suggested, refusing = false }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={close} size="lg" title={t(refusing ? 'cancelWish.refuseTitle' : 'cancel.title', { number: numberOf(order) })} closeButtonProps={{ 'aria-label': t('close') }}>
      {opened && <Reasons order={order} close={close} done={done} suggested={suggested} refusing={refusing} />}
    </Modal>
  );
}

function Reasons({ order, close, done, suggested, refusing }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { busy, cancel, refuseCancel } = useDecisions(order);
  const [reason, setReason] = useState<ReasonCode | undefined>(suggested);
  const [text, setText] = useState('');
  const ready = reason !== undefined && (reason !== 'other' || text.trim() !== '');

  useEffect(() => {
    function choose(event: KeyboardEvent) {
      if (event.target instanceof HTMLTextAreaElement) return;
      const code = reasonsFor(order)[Number(event.key) - 1];
      if (code) setReason(code);
    }
    window.addEventListener('keydown', choose);
    return () => window.removeEventListener('keydown', choose);
  }, [order]);

  async function send() {
    if (!reason) return;
    const said = { code: reason, text: text.trim() || undefined };
    const decided = await (refusing ? refuseCancel(said) : cancel(said));
    if (!decided) return;
    close();
    done?.();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void send();
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" role="radiogroup" aria-label={t('cancel.why')}>
        {reasonsFor(order).map((code, i) => (
          <Button
            key={code}
            role="radio"
            aria-checked={reason === code}
            variant={reason === code ? 'filled' : 'default'}
            justify="flex-start"
            className={classes.reason}
            classNames={{ label: classes.words }}
            size="md"
            onClick={() => setReason(code)}
            leftSection={i < 9 ? <kbd>{i + 1}</kbd> : undefined}
          >
            {t(`reason.${code}`)}
          </Button>
        ))}
      </SimpleGrid>
      <Textarea
        mt="md"
        label={t(reason === 'other' ? 'cancel.textNeeded' : 'cancel.text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
        required={reason === 'other'}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('back')}
        </Button>
        <Button type="submit" color={refusing ? undefined : 'red'} loading={busy} disabled={!ready}>
          {t(refusing ? 'cancelWish.refuse' : 'cancel.confirm')}
        </Button>
      </Group>
    </form>
  );
}
