import { Button, NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Address, Guest, Order } from '../api/types';
import type { Editing } from '../editor/useDraft';

interface Props {
  order: Order;
  editing: Editing;
  close: () => void;
}

const parts = ['entrance', 'floor', 'apartment', 'intercom'] as const;

// GuestForm corrects the guest, the address and the operator's own note.
export function GuestForm({ order, editing, close }: Props) {
  const { t } = useTranslation();
  const { guest, address, note } = editing.contents;
  const setGuest = (part: Partial<Guest>) => editing.change({ guest: { ...guest, ...part } });
  const setAddress = (part: Partial<Address>) => editing.change({ address: { ...address, ...part } });
  return (
    <Stack gap="xs">
      <TextInput label={t('guest.name')} value={guest.name ?? ''} maxLength={200} data-autofocus onChange={(event) => setGuest({ name: event.currentTarget.value })} />
      <SimpleGrid cols={2} spacing="xs">
        <TextInput label={t('guest.phone')} type="tel" value={guest.phone} maxLength={32} onChange={(event) => setGuest({ phone: event.currentTarget.value })} />
        <NumberInput label={t('guest.personsLabel')} value={guest.persons ?? ''} min={0} max={500} onChange={(value) => setGuest({ persons: typeof value === 'number' ? value : undefined })} />
      </SimpleGrid>
      {order.service_type === 'delivery' && (
        <>
          <Textarea
            label={t('address.title')}
            value={address?.text || [address?.city, address?.street, address?.house].filter(Boolean).join(', ')}
            maxLength={500}
            autosize
            minRows={2}
            onChange={(event) => setAddress({ text: event.currentTarget.value, lat: undefined, lon: undefined })}
          />
          <SimpleGrid cols={4} spacing="xs">
            {parts.map((part) => (
              <TextInput key={part} label={t(`address.${part}`)} value={address?.[part] ?? ''} maxLength={50} onChange={(event) => setAddress({ [part]: event.currentTarget.value })} />
            ))}
          </SimpleGrid>
          <TextInput label={t('address.note')} value={address?.note ?? ''} maxLength={500} onChange={(event) => setAddress({ note: event.currentTarget.value })} />
        </>
      )}
      <Textarea label={t('order.operatorNote')} value={note} maxLength={1000} autosize minRows={2} onChange={(event) => editing.change({ note: event.currentTarget.value })} />
      <Button variant="default" onClick={close}>
        {t('done')}
      </Button>
    </Stack>
  );
}
