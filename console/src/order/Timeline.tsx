import { Anchor, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, Order } from '../api/types';
import { useServed } from '../i18n/served';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import classes from './Timeline.module.css';

// Timeline is what happened to the order, the latest first, and who did it.
export function Timeline({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('timeline.title')} aside={<TemporalLink order={order} />}>
      <ol className={classes.timeline}>
        {order.history.toReversed().map((entry, i) => (
          <Entry key={order.history.length - i} entry={entry} />
        ))}
      </ol>
    </Panel>
  );
}

// TemporalLink leads people who run the service to the order's workflow.
function TemporalLink({ order }: { order: Order }) {
  if (!order.links.temporal) return null;
  return (
    <Anchor href={order.links.temporal} target="_blank" rel="noreferrer" size="sm">
      Temporal <IconExternalLink size={14} aria-hidden />
    </Anchor>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation();
  const event = `event.${entry.event.replace('.', '_')}`;
  const words = i18n.exists(event) ? t(event as 'event.order_submitted') : entry.event;
  return (
    <li>
      <Moment at={entry.at} />
      <span>
        <b>{words}</b>
        <Detail entry={entry} />
        <Text span size="sm" c="dimmed">
          {' '}
          <Actor name={entry.actor} />
        </Text>
      </span>
    </li>
  );
}

// Detail is a reason, a status, an answer or a cause; or the station's own word.
function Detail({ entry: { event, detail } }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation();
  const served = useServed();
  if (!detail) return null;
  const words = event === 'order.not_auto_accepted' ? ['notAuto', 'check'] : ['reason', 'status', 'resolve', 'cause'];
  const key = words.map((group) => `${group}.${detail}`).find((one) => i18n.exists(one));
  const said = key ? t(key as 'reason.other') : served(detail, isWords(detail) ? detail : '');
  return said ? <span>: {said}</span> : null;
}

// isWords: what people wrote is shown as they wrote it; names of the service's own
// say nothing to an operator.
const isWords = (detail: string) => /[а-яё\d]/i.test(detail);

function Actor({ name }: { name: string }) {
  const { t } = useTranslation();
  if (name === 'system') return t('actor.system');
  if (name === 'station') return t('actor.station');
  if (name.startsWith('source:')) return t('actor.source', { name: name.slice('source:'.length) });
  return name;
}
