import { useSyncExternalStore } from 'react';
import type { Status } from '../api/types';

// statusFilters go by the names operators know; «Удалён» is four statuses.
export const statusFilters = ['waiting', 'scheduled', 'accepted', 'in_work', 'ready', 'on_the_way', 'completed', 'deleted'] as const;

export type StatusFilter = (typeof statusFilters)[number] | '';

export function statusesOf(filter: StatusFilter): Status[] {
  if (filter === '') return [];
  return filter === 'deleted' ? ['rejected', 'cancelled', 'expired', 'failed'] : [filter];
}

let status: StatusFilter = '';
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setStatus(next: StatusFilter) {
  status = next;
  listeners.forEach((listener) => listener());
}

export const useHistoryFilter = () => ({ status: useSyncExternalStore(subscribe, () => status), setStatus });
