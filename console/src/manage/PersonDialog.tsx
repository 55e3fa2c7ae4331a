import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import type { Role } from '../api/types';
import { FormDialog } from '../ui/FormDialog';
import { RestaurantChoice } from './RestaurantNames';
import { useChange } from './useManaged';
import { Secret } from '../ui/Secret';

const roles: Role[] = ['operator', 'manager', 'read_only'];

// PersonDialog adds a person or changes one.
export function PersonDialog({ person, close }: { person?: api.Person; close: () => void }) {
  const { t } = useTranslation();
  const [id, setId] = useState(person?.id ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>((person?.role as Role) ?? 'operator');
  const [password, setPassword] = useState('');
  const [restaurants, setRestaurants] = useState(person?.restaurants ?? []);
  const save = useChange(
    () => (person ? api.changePerson(person.id, { name, role, restaurants }) : api.addPerson({ id, name, role, restaurants, password: password || undefined })),
    ['people'],
    close,
  );
  return (
    <FormDialog title={person ? person.id : t('person.add')} close={close} save={() => save.mutate(undefined)} busy={save.isPending}>
      {!person && <TextInput label={t('signIn.user')} value={id} onChange={(event) => setId(event.currentTarget.value)} required maxLength={64} data-autofocus autoComplete="off" />}
      <TextInput label={t('person.fullName')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} />
      <Select label={t('person.role')} data={roles.map((value) => ({ value, label: t(`role.${value}`) }))} value={role} onChange={(value) => setRole((value ?? 'operator') as Role)} allowDeselect={false} />
      <RestaurantChoice value={restaurants} change={setRestaurants} />
      {!person && (
        <Secret label={t('signIn.password')} description={t('person.passwordRule')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} minLength={10} maxLength={200} autoComplete="new-password" />
      )}
    </FormDialog>
  );
}
