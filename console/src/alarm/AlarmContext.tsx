import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Order } from '../api/types';
import { useNow } from '../lib/clock';
import { money } from '../lib/format';
import { total } from '../lib/amounts';
import { useSnapshot } from '../live/useLive';
import { numberOf } from '../order/place';
import { useRestaurants } from '../restaurants/useRestaurants';
import { showIcon } from './favicon';
import { permission, showNotices, type Permission } from './notifications';
import { ringer, type Sound } from './ringer';
import { useAlarmSettings } from './settings';
import { alarmOf, levelOf, type Alarm } from './state';
import { takeTurn } from './turn';

interface Announcing extends Alarm {
  sound: Sound;
  notifications: Permission;
  askForNotifications: () => Promise<void>;
}

const AlarmContext = createContext<Announcing | undefined>(undefined);

export function useAlarm(): Announcing {
  const alarm = useContext(AlarmContext);
  if (!alarm) throw new Error('this part of the console stands outside the alarm');
  return alarm;
}

// AlarmProvider announces waiting orders by sound, title, icon and notification
// until somebody is on each of them.
export function AlarmProvider({ children }: { children: ReactNode }) {
  const { orders, announced } = useSnapshot();
  const now = useNow();
  const alarm = useMemo(() => alarmOf(orders.values(), announced.size, now), [orders, announced, now]);
  const sound = useSound(alarm);
  const notifications = useNotices(orders, now);
  useTitle(alarm);
  const announcing = useMemo(() => ({ ...alarm, sound, ...notifications }), [alarm, sound, notifications]);
  return <AlarmContext value={announcing}>{children}</AlarmContext>;
}

function useSound({ level }: Alarm): Sound {
  const { melody, volume } = useAlarmSettings();
  const sound = useSyncExternalStore(ringer.subscribe, ringer.state);
  const [myTurn, setMyTurn] = useState(false);

  useEffect(() => {
    ringer.open();
    const touched = () => void ringer.unlock();
    const touches = ['pointerdown', 'keydown'] as const;
    touches.forEach((touch) => window.addEventListener(touch, touched));
    return () => {
      touches.forEach((touch) => window.removeEventListener(touch, touched));
      ringer.stop();
    };
  }, []);

  useEffect(() => {
    if (sound !== 'allowed') return undefined;
    const giveUp = takeTurn(() => setMyTurn(true));
    return () => {
      setMyTurn(false);
      giveUp();
    };
  }, [sound]);

  useEffect(() => {
    ringer.ring(myTurn ? level : 'quiet', melody, volume);
    document.documentElement.dataset.alarm = level;
    document.documentElement.dataset.ringing = String(myTurn && level !== 'quiet');
  }, [level, melody, volume, myTurn]);

  return sound;
}

function useTitle({ waiting, calling }: Alarm) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = waiting > 0 ? t('alarm.title', { count: waiting }) : 'Orderhatch';
    showIcon(waiting, calling > 0);
  }, [waiting, calling, t]);
}

function useNotices(orders: ReadonlyMap<string, Order>, now: number) {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const { name } = useRestaurants();
  const { notify } = useAlarmSettings();
  const [allowed, setAllowed] = useState(permission);

  useEffect(() => {
    if (allowed !== 'granted' || !notify) {
      showNotices([], () => undefined);
      return;
    }
    const calling = [...orders.values()].filter((order) => levelOf(order, now) !== 'quiet');
    const notices = calling.map((order) => ({
      id: order.id,
      title: t('alarm.notice', { number: numberOf(order) }),
      body: [name(order.restaurant ?? ''), total(order) > 0 && money(total(order), order.currency ?? 'RUB', i18n.language)].filter(Boolean).join(' · '),
    }));
    showNotices(notices, (id) => go(`/orders/${id}`));
  }, [orders, now, allowed, notify, t, i18n.language, name, go]);

  useEffect(() => () => showNotices([], () => undefined), []);

  return useMemo(
    () => ({
      notifications: allowed,
      askForNotifications: async () => {
        if (allowed === 'unsupported') return;
        const answer = await Notification.requestPermission();
        setAllowed(answer);
        if (answer === 'granted') new Notification(t('alarm.test'), { tag: 'orderhatch-test' });
      },
    }),
    [allowed, t],
  );
}
