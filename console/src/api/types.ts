// The service's types by the names the console uses.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Order = Schemas['OrderView'];
export type Item = Schemas['Item'];
export type Modifier = Schemas['Modifier'];
export type Address = Schemas['Address'];
export type Guest = Schemas['Guest'];
export type Check = Schemas['Check'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type StationLine = Schemas['StationLine'];
export type OrderEvent = Schemas['EventView'];
export type Restaurant = Schemas['RestaurantView'];
export type Session = Schemas['SessionView'];
export type User = Schemas['User'];
export type ProblemBody = Schemas['Problem'];
export type OrderPage = Schemas['OrderList'];
export type Reason = Schemas['Reason'];

export type Status = Order['status'];
export type InjectionState = Order['injection']['state'];
export type ReasonCode = Reason['code'];
export type Role = 'read_only' | 'operator' | 'manager';
