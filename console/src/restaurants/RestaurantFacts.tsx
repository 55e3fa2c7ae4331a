import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Restaurant } from '../api/types';
import { useServed } from '../i18n/served';
import { date } from '../lib/format';
import { Moment } from '../ui/Moment';
import classes from './RestaurantFacts.module.css';

// AvailabilityWords say whether orders are taken, and until when that holds.
export function AvailabilityWords({ one }: { one: Restaurant }) {
  const { t } = useTranslation();
  const { mode, minutes, until, open, opens_at: opens } = one.availability;
  const end = mode === 'online' && !open ? opens : until;
  return (
    <>
      {mode === 'online' && !open ? t('mode.closed') : t(`mode.${mode}`, { minutes: minutes ?? 0 })}
      {end && (
        <>
          {' '}
          {t('mode.until')} <Moment at={end} zone={one.time_zone} />
        </>
      )}
    </>
  );
}

// RestaurantFacts are the station, its version and the licence of a restaurant.
export function RestaurantFacts({ one }: { one: Restaurant }) {
  const { t, i18n } = useTranslation();
  const served = useServed();
  const { readiness } = one;
  return (
    <div>
      <Title order={3} size="h5">
        {one.name || one.id}
      </Title>
      {!readiness.ready && readiness.reason && <Text className={classes.reason}>{served(readiness.reason, t('station.notReady'))}</Text>}
      {readiness.warnings?.map((warning) => (
        <Text key={warning} className={classes.warning}>
          {served(warning, t('station.warning'))}
        </Text>
      ))}
      <dl className={classes.facts}>
        <dt>{t('facts.station')}</dt>
        <dd>
          {readiness.online ? t('station.online') : t('station.offline')}
          {readiness.failing_since && (
            <>
              {' '}
              {t('line.since')} <Moment at={readiness.failing_since} />
            </>
          )}
        </dd>
        <dt>{t('facts.version')}</dt>
        <dd>{readiness.rk7_version ?? '—'}</dd>
        <dt>{t('facts.licence')}</dt>
        <dd>{readiness.licence_until ? t('facts.until', { date: date(readiness.licence_until, i18n.language, one.time_zone) }) : t(readiness.ready ? 'facts.lifetime' : 'facts.unknown')}</dd>
        <dt>{t('facts.availability')}</dt>
        <dd>
          <AvailabilityWords one={one} />
        </dd>
        <dt>{t('facts.fill')}</dt>
        <dd>{t(`fill.${one.fill}`)}</dd>
        {readiness.checked_at && (
          <>
            <dt>{t('facts.checked')}</dt>
            <dd>
              <Moment at={readiness.checked_at} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
