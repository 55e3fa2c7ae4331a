import { IconPlugConnectedX, IconServerOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../lib/clock';
import { duration } from '../lib/format';
import { useSnapshot } from '../live/useLive';
import { useRestaurants } from '../restaurants/useRestaurants';
import { Banner } from '../ui/Banner';
import { Moment } from '../ui/Moment';

const patience = 1_500; // a reconnect that quick is nobody's concern

// LineBanners say when the screen may be out of date, and which station is down.
export function LineBanners() {
  const { t } = useTranslation();
  const { line, lostAt } = useSnapshot();
  const { restaurants } = useRestaurants();
  const now = useNow();
  const silent = lostAt === undefined ? 0 : Date.now() - lostAt;
  const down = restaurants.filter((one) => !one.readiness.online);
  return (
    <>
      {line === 'lost' && silent > patience && now > 0 && (
        <Banner tone="bad" icon={<IconPlugConnectedX size={22} aria-hidden />} text={t('line.lost', { time: duration(silent) })} />
      )}
      {down.map((one) => (
        <Banner
          key={one.id}
          tone="warn"
          icon={<IconServerOff size={22} aria-hidden />}
          text={
            <>
              {t('line.station', { name: one.name || one.id })}
              {one.readiness.failing_since && (
                <>
                  {' '}
                  {t('line.since')} <Moment at={one.readiness.failing_since} />
                </>
              )}
              . {t('line.stationKeeps')}
            </>
          }
        />
      ))}
    </>
  );
}
