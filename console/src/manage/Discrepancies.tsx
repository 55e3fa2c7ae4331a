import { Anchor, Badge, Center, Group, Loader, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Discrepancy } from '../api/manage';
import { useServed } from '../i18n/served';
import { useProblemText } from '../lib/problems';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { byNeed } from './found';
import classes from './Discrepancies.module.css';
import { useDiscrepancies } from './useDiscrepancies';

const colors = { left: 'red.8', parked: 'yellow.9', repaired: 'green.9' } as const;

// Discrepancies are what orders, their workflows and the stations disagreed about
// when they were compared last, and what is left to do.
export function Discrepancies() {
  const { t } = useTranslation();
  const words = useProblemText();
  const { data, error } = useDiscrepancies();
  return (
    <Panel title={t('manage.discrepancies')} aside={data && <LastLook at={data.swept_at} />}>
      <Text size="sm" mb="sm" maw={760}>
        {t('discrepancy.about')}
      </Text>
      {error && (
        <Text role="alert" c="var(--bad)">
          {words(error)}
        </Text>
      )}
      {!data && !error && (
        <Center p="xl">
          <Loader aria-label={t('reading')} />
        </Center>
      )}
      {data?.swept_at && data.items.length === 0 && (
        <Text fw={600} c="var(--good)" role="status">
          {t('discrepancy.none')}
        </Text>
      )}
      <div className={classes.list}>
        {byNeed(data?.items ?? []).map((one, i) => (
          <Found key={i} one={one} />
        ))}
      </div>
    </Panel>
  );
}

function LastLook({ at }: { at?: string }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      {at ? (
        <>
          {t('discrepancy.swept')} <Moment at={at} />
        </>
      ) : (
        t('discrepancy.never')
      )}
    </Text>
  );
}

function Found({ one }: { one: Discrepancy }) {
  const { t } = useTranslation();
  const served = useServed();
  const title = t(`disagreement.${one.kind}`);
  const remedy = served(one.remedy ?? '', one.outcome === 'repaired' ? '' : t('discrepancy.ask'));
  return (
    <article className={classes.found} data-outcome={one.outcome} aria-label={title}>
      <Group gap="xs">
        <Title order={3} size="h5">
          {title}
        </Title>
        <Badge color={colors[one.outcome]} tt="none" radius="sm">
          {t(`settlement.${one.outcome}`)}
        </Badge>
      </Group>
      <Where one={one} />
      <dl className={classes.facts}>
        <dt>{t('resolve.cause')}</dt>
        <dd>{served(one.message, title)}</dd>
        {remedy && (
          <>
            <dt>{t('resolve.remedy')}</dt>
            <dd>{remedy}</dd>
          </>
        )}
        {one.outcome !== 'repaired' && (
          <>
            <dt>{t('resolve.owner')}</dt>
            <dd>{t(one.owner ? `owner.${one.owner}` : 'discrepancy.keeper')}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

// Where is what it is about: our order, the one on the station, the restaurant.
function Where({ one }: { one: Discrepancy }) {
  const { t } = useTranslation();
  const { name } = useRestaurants();
  return (
    <Group gap="4px 12px" className={classes.where}>
      {one.order_id && (
        <Anchor href={`#/orders/${one.order_id}`} fw={700}>
          {t('order.named', { number: one.number || one.order_id.slice(0, 8) })}
        </Anchor>
      )}
      {one.order_name && <b>{t('discrepancy.onStation', { name: one.order_name })}</b>}
      {one.restaurant && <span>{name(one.restaurant)}</span>}
      <span>
        {t('discrepancy.seen')} <Moment at={one.seen_at} />
      </span>
    </Group>
  );
}
