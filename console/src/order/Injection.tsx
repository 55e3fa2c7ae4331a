import { useTranslation } from 'react-i18next';
import type { InjectionState, Order } from '../api/types';
import { Moment } from '../ui/Moment';
import classes from './Injection.module.css';

const steps: InjectionState[] = ['creating', 'created', 'filling', 'filled'];

// tone is how worrying a state is.
function tone(state: InjectionState): 'good' | 'busy' | 'warn' | 'bad' | 'off' {
  switch (state) {
    case 'filled':
    case 'done_by_hand':
      return 'good';
    case 'retrying':
      return 'warn';
    case 'needs_operator':
      return 'bad';
    case 'none':
    case 'voided':
      return 'off';
    default:
      return 'busy';
  }
}

// Injection is what the cash station has of an order, as steps and words.
export function Injection({ order, wordy = false }: { order: Order; wordy?: boolean }) {
  const { t } = useTranslation();
  const { state, next_attempt_at: next } = order.injection;
  if (state === 'none') return null;
  const reached = steps.indexOf(state);
  return (
    <span className={classes.injection} data-tone={tone(state)}>
      {reached >= 0 && (
        <span className={classes.steps} aria-hidden>
          {steps.map((step, i) => (
            <i key={step} data-done={i <= reached} data-now={i === reached && state !== 'filled'} />
          ))}
        </span>
      )}
      <span>
        {t(`injection.${state}`)}
        {order.pos.order_name && reached > 0 && <> · {t('injection.orderName', { name: order.pos.order_name })}</>}
        {wordy && order.pos.station && <> · {t('injection.station', { name: order.pos.station })}</>}
        {wordy && order.pos.table && <> · {t('injection.table', { name: order.pos.table })}</>}
        {next && state === 'retrying' && (
          <>
            {' · '}
            {t('injection.nextAttempt')} <Moment at={next} />
          </>
        )}
      </span>
    </span>
  );
}
