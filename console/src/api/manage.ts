// What managers do: people, sources, keys, restaurants, reports.
import { address, ask, serverNow, type Page } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Person = Schemas['UserView'];
export type NewPerson = Schemas['NewUser'];
export type PersonChange = Schemas['UserChange'];
export type Source = Schemas['Source'];
export type NewSource = Schemas['NewSource'];
export type SourceChange = Schemas['SourceChange'];
export type Key = Schemas['Key'];
export type NewKey = Schemas['NewKey'];
export type MadeKey = Schemas['MadeKey'];
export type Settings = Schemas['RestaurantSettings'];
export type Finding = Schemas['Finding'];
export type Availability = Schemas['AvailabilityBody'];
export type Report = Schemas['ShiftReport'];
export type Callback = Schemas['CallbackView'];
export type CallbackDetail = Schemas['CallbackDetail'];
export type CallbackTrial = Schemas['CallbackTrial'];
export type CallbackState = Callback['state'];
export type RotatedKey = Schemas['RotatedKey'];
export type SigningSecret = Schemas['SigningSecret'];
export type AuditEntry = Schemas['Entry'];
export type AlarmTrial = Schemas['AlarmTrial'];
export type Span = Schemas['Span'];
export type Scope = NonNullable<NewKey['scopes']>[number];
export type SetupBody = Schemas['SetupBody'];

const at = (kind: string, id: string, rest = '') => `/v1/${kind}/${encodeURIComponent(id)}${rest}`;
const items = async <T>(path: string) => (await ask<{ items: T[] }>('GET', path)).items;

export const listPeople = () => items<Person>('/v1/users');
export const addPerson = (body: NewPerson) => ask<Person>('POST', '/v1/users', { body });
export const changePerson = (id: string, body: PersonChange) => ask<Person>('PATCH', at('users', id), { body });
export const setPassword = (id: string, password: string, current?: string) => ask('POST', at('users', id, '/password'), { body: { password, current } });
export const signOutEverywhere = (id: string) => ask('DELETE', at('users', id, '/sessions'));

export const listSources = () => items<Source>('/v1/sources');
export const addSource = (body: NewSource) => ask<Source>('POST', '/v1/sources', { body });
export const changeSource = (id: string, body: SourceChange) => ask<Source>('PATCH', at('sources', id), { body });

export type KeyOwner = { kind: 'sources' | 'users'; id: string };

export const listKeys = ({ kind, id }: KeyOwner) => items<Key>(at(kind, id, '/keys'));
export const makeKey = ({ kind, id }: KeyOwner, body: NewKey) => ask<MadeKey>('POST', at(kind, id, '/keys'), { body });
export const rotateKey = (id: string, overlap: number) => ask<RotatedKey>('POST', at('keys', id, '/rotate'), { body: { overlap_seconds: overlap } });
export const rotateSecret = (source: string) => ask<SigningSecret>('POST', at('sources', source, '/signing-secret'), { body: {} });
export const revokeKey = (id: string) => ask('DELETE', at('keys', id));

export const readSettings = (id: string) => ask<Settings>('GET', at('restaurants', id, '/settings'));
export const writeSettings = (id: string, body: Settings) => ask<Settings>('PUT', at('restaurants', id, '/settings'), { body, revision: body.revision });
export const addRestaurant = (body: Settings) => ask('POST', '/v1/restaurants', { body });
export const examineSettings = async (body: Settings) => (await ask<{ items: Finding[] }>('POST', '/v1/restaurants/examine', { body })).items;
export const examineRestaurant = async (id: string) => (await ask<{ items: Finding[] }>('POST', at('restaurants', id, '/examine'))).items;
export const importMenu = (id: string) => ask<Schemas['MenuView']>('POST', at('restaurants', id, '/menu/refresh'), { body: {} });
export const setAvailability = (id: string, body: Availability) => ask('PUT', at('restaurants', id, '/availability'), { body });

export const tryAlarm = (id: string) => ask<AlarmTrial>('POST', at('restaurants', id, '/test-alarm'), { body: {} });

export interface CallbackQuery extends Record<string, string | undefined> {
  state?: CallbackState;
  source?: string;
  restaurant?: string;
  order?: string;
}

export const listCallbacks = (query: CallbackQuery, cursor?: string, signal?: AbortSignal) => ask<Page<Callback>>('GET', '/v1/callbacks', { query: { ...query, cursor }, signal });
export const readCallback = (id: string) => ask<CallbackDetail>('GET', at('callbacks', id));
export const replayCallback = (id: string) => ask<Callback>('POST', at('callbacks', id, '/replay'), { body: {} });
export const tryCallback = (source: string, url: string) => ask<CallbackTrial>('POST', at('sources', source, '/test-callback'), { body: { url } });

const replaysAtMost = 50; // requests, of 200 callbacks each

// replayDead sends all dead letters of a choice again, and says how many. What
// dies again meanwhile is left alone.
export async function replayDead({ source, restaurant }: CallbackQuery): Promise<number> {
  const before = new Date(serverNow()).toISOString();
  let all = 0;
  for (let i = 0; i < replaysAtMost; i++) {
    const { replayed, more } = await ask<Schemas['Replayed']>('POST', '/v1/callbacks/replay', { body: { source, restaurant, before } });
    all += replayed;
    if (!more || replayed === 0) break;
  }
  return all;
}

export interface AuditQuery extends Record<string, string | undefined> {
  actor?: string;
  subject?: AuditEntry['subject'];
  subject_id?: string;
}

export const listAudit = (query: AuditQuery, cursor?: string, signal?: AbortSignal) => ask<Page<AuditEntry>>('GET', '/v1/audit', { query: { ...query, cursor }, signal });

export type Discrepancy = Schemas['Discrepancy'];

export const listDiscrepancies = (signal?: AbortSignal) => ask<Schemas['DiscrepancyList']>('GET', '/v1/discrepancies', { signal });

export interface Shift extends Record<string, string | undefined> {
  from: string;
  to: string;
  restaurant?: string;
}

export const readReport = (shift: Shift) => ask<Report>('GET', '/v1/reports/shift', { query: shift });
export const reportCSV = (shift: Shift) => address('/v1/reports/shift', { ...shift, format: 'csv' });

export const setupNeeded = async () => (await ask<{ needed: boolean }>('GET', '/v1/setup')).needed;
