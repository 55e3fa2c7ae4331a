import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as api from '../api/manage';
import { FormDialog } from '../ui/FormDialog';
import { questions } from '../ui/confirm';
import { NewKey } from './KeysDialog';
import { RestaurantChoice } from './RestaurantNames';
import { useChange } from './useManaged';

// SourceDialog adds a source of orders or changes one.
export function SourceDialog({ source, close }: { source?: api.Source; close: () => void }) {
  const { t } = useTranslation();
  const [id, setId] = useState(source?.id ?? '');
  const [name, setName] = useState(source?.name ?? '');
  const [restaurants, setRestaurants] = useState(source?.restaurants ?? []);
  const [strict, setStrict] = useState(source?.strict ?? false);
  const [signed, setSigned] = useState(source?.signed_submits ?? false);
  const [disabled, setDisabled] = useState(source?.disabled ?? false);
  const body = { name, restaurants, strict, signed_submits: signed };
  const save = useChange(() => (source ? api.changeSource(source.id, { ...body, disabled }) : api.addSource({ id, ...body })), ['sources'], close);
  return (
    <FormDialog title={source ? source.id : t('source.add')} close={close} save={() => save.mutate(undefined)} busy={save.isPending}>
      {!source && <TextInput label={t('source.id')} description={t('source.idRule')} value={id} onChange={(event) => setId(event.currentTarget.value)} required maxLength={64} data-autofocus />}
      <TextInput label={t('source.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} />
      <RestaurantChoice value={restaurants} change={setRestaurants} />
      <Switch label={t('source.strict')} description={t('source.strictWhat')} checked={strict} onChange={(event) => setStrict(event.currentTarget.checked)} />
      <Switch label={t('source.signed')} description={t('source.signedWhat')} checked={signed} onChange={(event) => setSigned(event.currentTarget.checked)} />
      {source && <Switch label={t('source.disabled')} description={t('source.disabledWhat')} checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />}
      {source && <SigningSecret source={source.id} />}
    </FormDialog>
  );
}

// SigningSecret gives the source a new secret; it is shown once, and the one
// before stays good for a day.
function SigningSecret({ source }: { source: string }) {
  const { t } = useTranslation();
  const rotate = useChange(() => api.rotateSecret(source), []);
  async function ask() {
    if (await questions.confirm({ title: t('source.newSecret'), text: t('source.secretWhat'), yes: t('source.newSecret') })) rotate.mutate(undefined);
  }
  if (rotate.data) return <NewKey secret={rotate.data.secret} />;
  return (
    <Button variant="default" loading={rotate.isPending} onClick={() => void ask()}>
      {t('source.newSecret')}
    </Button>
  );
}
