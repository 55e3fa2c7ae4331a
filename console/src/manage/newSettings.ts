import type { Settings } from '../api/manage';

// newSettings are what a new restaurant starts from.
export const newSettings = (): Settings => ({
  id: '',
  name: '',
  currency: 'RUB',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  orders: { fill: 'on_accept' },
  station: { url: 'https://', user: '', codes: { station: '', table: '' } },
  licence: { mode: 'lifetime' },
});
