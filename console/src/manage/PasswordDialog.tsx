
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { useMe } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { useChange } from './useManaged';
import { Secret } from '../ui/Secret';

// PasswordDialog sets a password; for one's own the present one is asked.
export function PasswordDialog({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const mine = useMe() === id;
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const save = useChange(() => api.setPassword(id, password, mine ? current : undefined), ['people'], close);
  return (
    <FormDialog title={t('person.passwordOf', { name: id })} close={close} save={() => save.mutate(undefined)} busy={save.isPending}>
      {mine && <Secret label={t('person.currentPassword')} value={current} onChange={(event) => setCurrent(event.currentTarget.value)} required autoComplete="current-password" />}
      <Secret label={t('person.newPassword')} description={t('person.passwordRule')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} required minLength={10} maxLength={200} autoComplete="new-password" />
    </FormDialog>
  );
}
