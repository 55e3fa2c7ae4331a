import { Anchor } from '@mantine/core';
import { IconMapPin, IconNote, IconPhone, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { phone, telephoneLink } from '../lib/format';
import classes from './GuestLines.module.css';
import { inside, mapLink, street } from './guest';

// GuestLines are who ordered, where it goes, and what they wish.
export function GuestLines({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { guest, address } = order;
  const way = address && inside(address, { entrance: t('address.entrance'), floor: t('address.floor'), apartment: t('address.apartment'), intercom: t('address.intercom') });
  return (
    <div className={classes.lines}>
      <div className={`${classes.line} ${classes.wrap}`}>
        <IconPhone size={17} aria-label={t('guest.phone')} />
        <Anchor href={telephoneLink(guest.phone)} fw={700} className={`${classes.phone} tabular`}>
          {phone(guest.phone)}
        </Anchor>
        <span className={classes.name}>
          {guest.name}
          {guest.persons ? (
            <span className={classes.persons}>
              <IconUser size={15} aria-hidden />
              {t('guest.persons', { count: guest.persons })}
            </span>
          ) : null}
        </span>
      </div>
      {order.service_type === 'delivery' && address && (
        <div className={classes.line}>
          <IconMapPin size={17} aria-label={t('address.title')} />
          <span>
            <Anchor href={mapLink(address)} target="_blank" rel="noreferrer">
              {street(address)}
            </Anchor>
            {way && <span className={classes.way}>{way}</span>}
            {address.note && <em className={classes.way}>{address.note}</em>}
          </span>
        </div>
      )}
      {order.note && <Remark text={order.note} label={t('order.note')} />}
      {order.operator_note && <Remark text={order.operator_note} label={t('order.operatorNote')} />}
    </div>
  );
}

function Remark({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.remark}>
      <IconNote size={17} aria-label={label} />
      <span>{text}</span>
    </div>
  );
}
