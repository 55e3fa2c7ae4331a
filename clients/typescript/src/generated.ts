// Code generated from api/openapi.json by internal/clientgen. DO NOT EDIT.

import { Transport, type Answer, type Options } from "./transport.js";

export interface AcceptBody {
  /** The time promised to the guest */
  confirmed_at?: string;
  /** When the dishes are put on the station; the restaurant's setting when left out */
  fill?: "on_accept" | "on_save" | "on_open";
  /** The dishes as they were agreed; those submitted when left out */
  items?: Item[];
  note?: string;
}

export interface Address {
  apartment?: string;
  city?: string;
  entrance?: string;
  floor?: string;
  house?: string;
  intercom?: string;
  lat?: string;
  lon?: string;
  note?: string;
  street?: string;
  text?: string;
}

export interface AlarmSettings {
  /** Calls only whom these settings name: the process's webhook and chat are not used for this restaurant */
  own_only?: boolean;
  /** Who a Telegram bot writes to: a number, or the @name of a channel */
  telegram_chat?: string;
  /** Of the restaurant's own bot; the process's bot when there is none. Never shown. Left out, the stored one stays; null or empty clears it */
  telegram_token?: string;
  telegram_token_set?: boolean;
  /** Gets the alarm as a POST; a public https address unless the process allows others. Never shown whole, because it may hold a token. Left out, the stored one stays; null or empty clears it */
  webhook?: string;
  /** Where the stored webhook leads */
  webhook_host?: string;
}

export interface AlarmTrial {
  /** One for each way: webhook, telegram */
  items: Finding[];
  /** There is a way, and every one of them took the alarm */
  ok: boolean;
}

export interface AmendBody {
  address?: Address;
  guest?: Guest;
  /** All dishes as they are agreed now; left out, they stay */
  items?: Item[];
  note?: string;
  /** When the guest wants it now; moves a scheduled order. Its respond_by is ignored */
  timing?: Timing;
}

export interface AuditList {
  items: Entry[];
  /** For the next page; left out on the last one */
  next_cursor?: string;
}

export interface AutoRule {
  /** Only orders cheaper than this, minor units */
  below?: number;
  /** Only note what would have been accepted */
  dry_run?: boolean;
  /** Only orders whose checks found nothing */
  only_green?: boolean;
  /** Only guests who ordered here before */
  only_known?: boolean;
}

export interface AvailabilityBody {
  /** Dishes to take off or to put back */
  items?: ItemOnOrOff[];
  /** With busy: how much longer than usual orders take */
  minutes?: number;
  /** Left out, it stays as it is */
  mode?: "online" | "busy" | "paused";
  /** Modifiers to take off or to put back */
  modifiers?: ItemOnOrOff[];
  note?: string;
  /** With busy and paused: when it is online again by itself */
  until?: string;
}

export interface AvailabilityView {
  /** For people of the restaurant only; system for the automatic pause */
  changed_by?: string;
  /** How much longer than usual orders take while busy */
  minutes?: number;
  /** busy takes orders, but they take longer; paused takes none */
  mode: "online" | "busy" | "paused";
  /** For people of the restaurant only */
  note?: string;
  /** It is within the working hours */
  open: boolean;
  /** When the working hours begin again */
  opens_at?: string;
  /** When it is online again by itself; left out for until somebody changes it */
  until?: string;
}

export interface Callback {
  /** Names of events; all when left out, or with "*" */
  events?: string[];
  /** How the body is worded: minidelivery is for receivers of the replaced product */
  form?: "orderhatch" | "minidelivery";
  /** Used exactly as given */
  url: string;
}

export interface CallbackDetail {
  attempts: number;
  /** What is posted, unless the form is another than orderhatch */
  body: unknown;
  created_at: string;
  delivered_at?: string;
  event: string;
  external_id: string;
  form: "orderhatch" | "minidelivery";
  /** The same in every attempt, and in the body that is sent */
  id: string;
  /** Why the last attempt failed */
  last_error?: string;
  last_status?: number;
  next_attempt_at?: string;
  occurred_at: string;
  order_id: string;
  restaurant: string;
  /** Counts the events of one order from 1 */
  sequence: number;
  source: string;
  state: "pending" | "delivered" | "dead";
  /** Of the order, after the event */
  status: string;
  /** The last 20, oldest first; a replay does not forget those before it */
  tries: NoticeTry[];
  updated_at: string;
  url: string;
}

export interface CallbackList {
  items: CallbackView[];
  /** For the next page; left out on the last one */
  next_cursor?: string;
}

export interface CallbackTrial {
  delivered: boolean;
  /** Why it was not delivered */
  error?: string;
  /** How long the receiver took */
  seconds: number;
  /** The body it was sent */
  sent: unknown;
  /** The receiver's HTTP status */
  status?: number;
}

export interface CallbackView {
  attempts: number;
  created_at: string;
  delivered_at?: string;
  event: string;
  external_id: string;
  form: "orderhatch" | "minidelivery";
  /** The same in every attempt, and in the body that is sent */
  id: string;
  /** Why the last attempt failed */
  last_error?: string;
  last_status?: number;
  next_attempt_at?: string;
  occurred_at: string;
  order_id: string;
  restaurant: string;
  /** Counts the events of one order from 1 */
  sequence: number;
  source: string;
  state: "pending" | "delivered" | "dead";
  /** Of the order, after the event */
  status: string;
  updated_at: string;
  url: string;
}

export interface CancelAnswer {
  at: string;
  by: string;
  /** true: the order was called off; false: it will be delivered */
  confirmed: boolean;
  reason?: Reason;
}

export interface CancelBody {
  reason: Reason;
}

export interface CancelRequest {
  /** Left out while an operator has not answered */
  answer?: CancelAnswer;
  at: string;
  reason: Reason;
}

export interface CartBody {
  charges?: Charge[];
  currency?: string;
  discounts?: Discount[];
  /** As in an order; prices are compared when they are there */
  items: Item[];
  /** May be left out when the key has only one */
  restaurant?: string;
  service_type?: "delivery" | "pickup";
  timing?: Timing;
}

export interface CartItem {
  /** Minor units, for the whole line; left out when a price is not known */
  amount?: number;
  checks: Check[];
  line_id: string;
  modifiers?: CartModifier[];
  /** As the menu has it */
  name?: string;
  /** The menu's code, also where an alias was sent */
  plu: string;
  quantity: string;
  /** Minor units, without modifiers; left out when it is not known */
  unit_price?: number;
}

export interface CartModifier {
  name?: string;
  plu: string;
  quantity: string;
  /** Minor units; left out when it is not known */
  unit_price?: number;
}

export interface CartTotals {
  charges: number;
  /** false when a price is not known, so that the sums lack it */
  complete: boolean;
  discounts: number;
  items: number;
  total: number;
}

export interface CartView {
  /** The restaurant takes orders now */
  accepting: boolean;
  availability: AvailabilityView;
  /** About the whole cart */
  checks: Check[];
  currency: string;
  items: CartItem[];
  menu_version?: string;
  /** An order like this would be taken now and have no warning or problem */
  ok: boolean;
  /** Why it does not */
  reason?: string;
  restaurant: string;
  totals: CartTotals;
}

export interface Change {
  field: string;
  /** Left out when there was nothing */
  from?: unknown;
  /** It was changed; the value is not kept here */
  secret?: boolean;
  /** Left out when nothing is left */
  to?: unknown;
}

export interface Charge {
  /** Minor units */
  amount: number;
  name?: string;
  type?: string;
}

export interface Check {
  code: string;
  /** Left out when it is about the whole order */
  line_id?: string;
  message: string;
  severity: "info" | "warning" | "problem";
}

export interface Deadlines {
  /** When the order is accepted by itself, if it fulfils the restaurant's rule */
  auto_accept_at?: string;
  /** When an order that everybody forgot is completed by itself */
  close_at?: string;
  escalate_at?: string;
  expire_at?: string;
  /** When a scheduled order is put on the station */
  release_at?: string;
  remind_at?: string;
}

export interface Dependent {
  /** The service works without it */
  advisory?: boolean;
  ok: boolean;
  /** How long it took to answer */
  seconds: number;
}

export interface Discount {
  /** Minor units */
  amount: number;
  code?: string;
  name?: string;
}

export interface Discrepancy {
  kind: "workflow_missing" | "workflow_behind" | "workflow_unfinished" | "workflow_silent" | "record_missing" | "record_behind" | "station_orphan" | "station_double" | "station_leftover";
  /** What was found and done */
  message: string;
  /** What people call the order */
  number?: string;
  /** Left out when no order of ours is known */
  order_id?: string;
  /** The name a cashier sees */
  order_name?: string;
  /** What the sweep did; with left somebody has to see to it */
  outcome: "repaired" | "parked" | "left";
  /** Who can do it */
  owner?: "menu" | "station" | "settings" | "source";
  /** What is left to do */
  remedy?: string;
  restaurant?: string;
  seen_at: string;
  /** The visit on the station, when it is about one */
  visit?: number;
}

export interface DiscrepancyList {
  items: Discrepancy[];
  /** When everything was compared last; left out when it never was */
  swept_at?: string;
}

export interface Entry {
  action: string;
  /** Who did it: user:<name>, cli or setup */
  actor: string;
  at: string;
  changes: Change[];
  id: number;
  /** What kind of thing was changed */
  subject: "user" | "source" | "key" | "restaurant";
  subject_id: string;
}

export interface EventList {
  items: EventView[];
  /** Send it as ?after= next time, also when there were no events */
  next_cursor: string;
}

export interface EventReason {
  code: string;
  party?: string;
}

export interface EventView {
  event: string;
  external_id: string;
  /** Grows; send it as ?after= or Last-Event-ID to go on from here */
  id: number;
  injection: string;
  occurred_at: string;
  order_id: string;
  reason?: EventReason;
  restaurant: string;
  /** Of the order, after the event */
  revision: number;
  /** Counts the events of one order from 1 */
  sequence: number;
  source: string;
  status: string;
}

export interface Fault {
  code: string;
  /** Path of the field, like items[0].quantity */
  field: string;
  message: string;
}

export interface Finding {
  /** What was looked at, for programs */
  check: string;
  /** What was found */
  message: string;
  ok: boolean;
  /** What to do about it */
  remedy?: string;
  /** With problem the restaurant cannot take orders */
  severity: "info" | "warning" | "problem";
}

export interface Findings {
  items: Finding[];
  /** The restaurant can take orders */
  ok: boolean;
}

export interface Guest {
  email?: string;
  meta?: Record<string, unknown>;
  name?: string;
  persons?: number;
  /** E.164 is best; the usual local forms are understood */
  phone: string;
}

export interface Healthz {
  status: string;
  version?: string;
}

export interface HistoryEntry {
  actor: string;
  at: string;
  detail?: string;
  event: string;
}

export interface HourReport {
  /** Also those that were called off later */
  accepted: number;
  cancelled: number;
  expired: number;
  failed: number;
  /** When the hour begins */
  hour: string;
  median_accept_seconds?: number;
  p95_accept_seconds?: number;
  rejected: number;
  submitted: number;
  /** Not decided yet */
  waiting: number;
}

export interface Injection {
  /** Attempts at the present step */
  attempts: number;
  last_error?: StationFault;
  next_attempt_at?: string;
  state: "none" | "creating" | "created" | "filling" | "filled" | "retrying" | "needs_operator" | "done_by_hand" | "voiding" | "voided";
}

export interface IntakeSettings {
  /** Flags an order when the same phone ordered this short a time ago; 0 for never, 1800 when left out */
  duplicate_within_seconds?: number;
  /** Pauses the restaurant when so many orders in a row were not answered; 0, and when left out, never */
  pause_after_missed?: number;
  /** How long such a pause lasts; 1800 when left out */
  pause_for_seconds?: number;
}

export interface Item {
  line_id?: string;
  modifiers?: Modifier[];
  name?: string;
  note?: string;
  /** The dish's code */
  plu: string;
  /** Decimal string with up to 3 places */
  quantity: string;
  /** Minor units */
  unit_price?: number;
}

export interface ItemOnOrOff {
  /** false takes it off; true puts it back, if the till sells it */
  available: boolean;
  note?: string;
  plu: string;
  /** When it is put back by itself; left out for until somebody does */
  until?: string;
}

export interface Key {
  created_at: string;
  expires_at?: string;
  hint?: string;
  id: string;
  last_used_at?: string;
  name?: string;
  revoked_at?: string;
  scopes?: string[];
  source?: string;
  user?: string;
}

export interface KeyList {
  items: Key[];
}

export interface LicenceAccountSettings {
  /** Never shown. Left out, the stored one stays; null or empty clears it */
  password?: string;
  password_set?: boolean;
  /** Never shown. Left out, the stored one stays; null or empty clears it */
  token?: string;
  token_set?: boolean;
  user?: string;
}

export interface LicenceSettings {
  /** At the licence service, from which the token is fetched and kept fresh */
  account?: LicenceAccountSettings;
  mode: "lifetime" | "subscription";
  /** Product GUID of the subscription */
  product?: string;
  /** The restaurant's nine-digit code; the station is asked when left out */
  rest_code?: string;
  /** Instead of the vendor's licence service */
  service_url?: string;
  /** Never shown. Left out, the stored one stays; null or empty clears it */
  token?: string;
  /** There is a stored token */
  token_set?: boolean;
}

export interface Links {
  self: string;
  /** The order's run in the Temporal Web UI */
  temporal?: string;
}

export interface MadeKey {
  created_at: string;
  expires_at?: string;
  hint?: string;
  id: string;
  /** Shown only now: send it as Authorization: Bearer */
  key: string;
  last_used_at?: string;
  name?: string;
  revoked_at?: string;
  scopes?: string[];
  source?: string;
  user?: string;
}

export interface MenuCategory {
  id: string;
  name: string;
  parent?: string;
}

export interface MenuGroup {
  id: string;
  /** Pieces that one dish may have; left out when that is not limited */
  max?: number;
  /** Pieces that one dish must have */
  min: number;
  modifiers: MenuModifier[];
  name: string;
}

export interface MenuItem {
  /** It can be ordered now */
  available: boolean;
  category?: string;
  /** The till's code */
  code?: string;
  /** Its modifiers may name other dishes, which are its parts */
  combo?: boolean;
  /** The GUID in r_keeper, which a chain's restaurants share */
  guid?: string;
  /** The Ident in r_keeper */
  ident?: string;
  modifier_groups?: string[];
  name: string;
  /** For people of the restaurant: whether sources see it */
  online?: boolean;
  /** The code to order it by */
  plu: string;
  /** Minor units, without modifiers; left out when the station has none */
  price?: number;
  /** How much is left; left out when that is not limited */
  remainder?: string;
  snoozed_until?: string;
  /** Why it cannot */
  stop?: "stopped" | "sold_out" | "snoozed" | "not_on_sale";
  /** For people of the restaurant */
  stop_reason?: string;
  /** Its quantity may be a fraction; the price is for one unit */
  weighed?: boolean;
}

export interface MenuModifier {
  available: boolean;
  name: string;
  /** It carries a text of the guest's own */
  open_name?: boolean;
  plu: string;
  /** Minor units; left out when it costs nothing */
  price?: number;
  snoozed_until?: string;
  /** Why it cannot be had */
  stop?: "stopped" | "sold_out" | "snoozed" | "not_on_sale";
  /** For people of the restaurant */
  stop_reason?: string;
}

export interface MenuProblem {
  code: string;
  ident?: string;
  message: string;
  name?: string;
}

export interface MenuSettings {
  /** What is sold online: Ident, code or name of a classification; the usual one when left out */
  classification?: string;
  /** Which of a dish's names sources use; code when left out */
  plu?: "code" | "ident" | "guid";
  /** How often prices and remainders are asked for; 45 when left out */
  poll_seconds?: number;
  /** Ident or code; the first usual one when left out */
  price_type?: string;
}

export interface MenuView {
  categories: MenuCategory[];
  currency: string;
  /** When the station last confirmed prices and remainders */
  fetched_at: string;
  /** By category and name; a source sees what is sold online */
  items: MenuItem[];
  /** Named by the items that take them */
  modifier_groups: MenuGroup[];
  /** For people of the restaurant: what to put right in r_keeper */
  problems?: MenuProblem[];
  restaurant: string;
  /** Changes with anything in the menu; also the ETag */
  version: string;
}

export interface MiniDeliverySettings {
  /** An address of its own for this restaurant */
  listen?: string;
  /** Leave stopped dishes out of the menu instead of telling a remainder of 0 */
  omit_stopped?: boolean;
  /** Numbers of order.type that mean pickup; 0 when left out */
  pickup_types?: number[];
  /** HTTP status of an answer without a valid token; 200 when left out */
  refusal_status?: number;
  /** How long the same contents sent again are the same order; 0 for never, 300 when left out */
  repeat_within_seconds?: number;
  /** The order source that orders belong to; left out, the protocol is off */
  source?: string;
  /** Addresses or networks that may ask for an order's dishes; loopback and private networks when left out */
  stations?: string[];
  /** Numbers that statuses are told as, where not the usual ones */
  statuses?: Record<string, number>;
  /** What sources send as Token, beside their keys. Never shown. Left out, the stored one stays; null or empty clears it */
  token?: string;
  token_set?: boolean;
}

export interface Modifier {
  name?: string;
  plu: string;
  /** Whole pieces per dish; 1 when left out */
  quantity?: string;
  /** Minor units */
  unit_price?: number;
}

export interface NewKey {
  /** Left out means never */
  expires_at?: string;
  /** What it is for */
  name?: string;
  /** For keys of sources; left out means all. A person's key may do what the person may */
  scopes?: ("submit" | "read" | "cancel" | "menu")[];
}

export interface NewSource {
  /** Part of the identity of every order it sends; it cannot be changed */
  id: string;
  name?: string;
  /** Limits the source to these; left out or empty means all */
  restaurants?: string[];
  /** Refuse submits that carry no signature over their body */
  signed_submits?: boolean;
  /** Refuse orders with unknown or stopped dishes instead of flagging them */
  strict?: boolean;
}

export interface NewUser {
  /** The sign-in name, in small letters */
  id: string;
  /** For people */
  name?: string;
  /** At least 10 characters; without one the person cannot sign in, only use keys */
  password?: string;
  /** Limits the person to these; left out or empty means all */
  restaurants?: string[];
  role: "read_only" | "operator" | "manager";
}

export interface NoBody {
}

export interface NoticeTry {
  at: string;
  /** Why it was not delivered */
  error?: string;
  /** How long the receiver took, or failing did */
  seconds: number;
  /** The receiver's HTTP status; left out when there was no answer */
  status?: number;
}

export interface OperatorReport {
  accepted: number;
  median_accept_seconds?: number;
  operator: string;
  p95_accept_seconds?: number;
  rejected: number;
}

export interface OrderList {
  items: OrderView[];
  /** For the next page; left out on the last one */
  next_cursor?: string;
}

export interface OrderRules {
  /** Which orders are accepted by themselves when unanswered is auto_accept; all when left out */
  auto_accept?: AutoRule;
  /** How long after the promised time an order that nobody completed is completed by itself; 0 for never, 86400 when left out */
  close_after_seconds?: number;
  /** 0 for never; 300 when left out */
  escalate_after_seconds?: number;
  /** When the rule of unanswered is applied; with 0, and when left out, nothing expires and what is accepted automatically is accepted at once */
  expire_after_seconds?: number;
  /** When the dishes are put on the station; on_accept when left out */
  fill?: "on_accept" | "on_save" | "on_open";
  /** How long before the promised time a scheduled order is put on the station; 3600 when left out */
  lead_seconds?: number;
  /** 0 for never; 90 when left out */
  remind_after_seconds?: number;
  /** How long a take holds; 300 when left out */
  take_for_seconds?: number;
  /** What happens to an order nobody answered; keep when left out */
  unanswered?: "keep" | "auto_accept" | "expire";
}

export interface OrderView {
  /** Required for delivery */
  address?: Address;
  /** Anything the source wants back */
  attributes?: Record<string, unknown>;
  callback?: Callback;
  cancel_request?: CancelRequest;
  /** The guest pays cash with this amount; minor units */
  change_from?: number;
  charges?: Charge[];
  checks: Check[];
  /** The time promised to the guest */
  confirmed_at?: string;
  created_at: string;
  /** ISO 4217; RUB when left out */
  currency?: string;
  deadlines: Deadlines;
  decided_by?: string;
  discounts?: Discount[];
  /** Short number for people */
  display_id?: string;
  escalated?: boolean;
  /** The source's own id of the order; the idempotency key */
  external_id: string;
  /** When the dishes are put on the station */
  fill: "on_accept" | "on_save" | "on_open";
  guest: Guest;
  history: HistoryEntry[];
  id: string;
  injection: Injection;
  is_test?: boolean;
  items: Item[];
  items_agreed: Item[];
  items_on_pos: StationLine[];
  links: Links;
  note?: string;
  operator_note?: string;
  payments?: Payment[];
  /** When the guest ordered */
  placed_at?: string;
  pos: StationOrder;
  reason?: Reason;
  /** May be left out when the key has only one */
  restaurant?: string;
  revision: number;
  service_type: "delivery" | "pickup";
  source: string;
  status: "waiting" | "scheduled" | "accepted" | "in_work" | "ready" | "on_the_way" | "completed" | "rejected" | "cancelled" | "expired" | "failed";
  taken_by?: string;
  taken_until?: string;
  timing?: Timing;
  /** Checked and flagged, not a reason to refuse */
  totals?: Totals;
  updated_at: string;
}

export interface PLUAlias {
  /** The code that the source sends */
  alias: string;
  /** The menu's code that it stands for */
  plu: string;
  /** Where it holds; everywhere when left out */
  restaurant?: string;
}

export interface PLUAliases {
  items: PLUAlias[];
}

export interface PasswordBody {
  /** The present one; needed to set one's own */
  current?: string;
  /** At least 10 characters */
  password: string;
}

export interface Payment {
  /** Minor units */
  amount: number;
  external_id?: string;
  state?: string;
  type?: string;
}

export interface PostponeBody {
  /** When to remind again */
  minutes?: number;
  note?: string;
}

export interface Problem {
  /** For programs */
  code: string;
  /** What happened and what to do */
  detail?: string;
  /** Every fault of the request */
  errors?: Fault[];
  /** With duplicate_external_id: the order that has this external_id */
  id?: string;
  /** With a refused decision: the order as it is now */
  order?: OrderView;
  /** To find the request in the log */
  request_id: string;
  status: number;
  title: string;
  /** Where the code is explained */
  type: string;
}

export interface Processing {
  id: string;
  status: "accepted_for_processing";
}

export interface ProgressCodes {
  completed?: number;
  in_work?: number;
  on_the_way?: number;
  ready?: number;
}

export interface ProgressSettings {
  /** The restaurant's own numbers of delivery states. They are understood, and sent when people set the status. One left out is neither */
  codes?: ProgressCodes;
  /** The moments at which the courier was sent and delivered mean on_the_way and completed; only where the station does not use them for plans */
  courier_times?: boolean;
  /** Do not follow what the kitchen displays say of the dishes */
  ignore_kitchen?: boolean;
  /** An order printed to the kitchen is not in work yet */
  ignore_print?: boolean;
  /** How often open orders are looked at although the station's list says nothing has changed; for stations whose kitchen displays change nothing there. 0, and when left out, never */
  look_seconds?: number;
  /** Send the order's visit number (extID) with them */
  send_ext_id?: boolean;
  /** Understand the numbers, but never send them */
  silent?: boolean;
  /** The name (ExtSource) under which they are sent; orderhatch when left out */
  source?: string;
}

export interface Readiness {
  checked_at?: string;
  /** Since when the cash server does not answer */
  failing_since?: string;
  /** Why the last work on the station failed */
  last_error?: StationFault;
  licence_mode?: "lifetime" | "subscription";
  licence_until?: string;
  /** When a cash server that does not answer is asked again */
  next_try_at?: string;
  /** The cash server answers */
  online: boolean;
  /** New orders are taken */
  ready: boolean;
  /** Why they are not */
  reason?: string;
  /** The number the restaurant's licences are bound to */
  rest_code?: string;
  rk7_version?: string;
  /** What needs attention soon, though orders are taken */
  warnings?: string[];
}

export interface Readyz {
  dependencies: Record<string, Dependent>;
  status: "ready" | "not_ready" | "draining";
}

export interface Reason {
  code: "item_unavailable" | "kitchen_closed" | "too_busy" | "guest_cancelled" | "guest_unreachable" | "guest_refused_changes" | "cannot_meet_request" | "address_out_of_area" | "payment_problem" | "duplicate" | "suspected_fraud" | "not_accepted_in_time" | "integration_failed" | "test_order" | "other";
  /** restaurant, source or system */
  party?: string;
  /** Required when code is other */
  text?: string;
}

export interface ReasonCount {
  count: number;
  reason: string;
}

export interface RefuseBody {
  /** Why the order is delivered all the same; the source reads it */
  reason: Reason;
}

export interface ReplayBody {
  /** Only those that were given up before; send the time of your first request with the next ones, so that what dies again meanwhile is left alone. Now when left out */
  before?: string;
  /** The order's id */
  order?: string;
  restaurant?: string;
  /** For people: of one order source; all when left out */
  source?: string;
}

export interface Replayed {
  /** There are more: ask again */
  more: boolean;
  replayed: number;
}

export interface ResolveBody {
  action: "retry" | "done_by_hand" | "cancel";
  note?: string;
}

export interface RestaurantList {
  items: RestaurantView[];
}

export interface RestaurantSettings {
  /** How people are called who do not look at the console; what is left out is as the process was told by its flags, unless own_only */
  alarms?: AlarmSettings;
  /** ISO 4217 */
  currency: string;
  /** When orders are taken, in local time; always when left out */
  hours?: Span[];
  /** Needed for a new restaurant; it cannot be changed */
  id?: string;
  intake?: IntakeSettings;
  licence: LicenceSettings;
  menu?: MenuSettings;
  /** For sources that speak the protocol of API Мини-доставки */
  mini_delivery?: MiniDeliverySettings;
  name: string;
  orders: OrderRules;
  /** Send it as If-Match with the next change */
  revision?: number;
  /** Rules for the orders of some sources, by the source's id; whole, not only what differs */
  sources?: Record<string, OrderRules>;
  station: StationSettings;
  /** IANA name of the zone the cash server's clock shows */
  time_zone: string;
  updated_at?: string;
}

export interface RestaurantView {
  availability: AvailabilityView;
  currency: string;
  /** When the dishes are put on the station */
  fill: "on_accept" | "on_save" | "on_open";
  id: string;
  name: string;
  readiness: Readiness;
  time_zone: string;
}

export interface RotateBody {
  /** How long the secret before stays good; 24 when left out */
  overlap_hours?: number;
}

export interface RotateKeyBody {
  /** How long the old key goes on working; it stops at once when left out */
  overlap_seconds?: number;
}

export interface RotatedKey {
  created_at: string;
  expires_at?: string;
  hint?: string;
  id: string;
  /** Shown only now: send it as Authorization: Bearer */
  key: string;
  last_used_at?: string;
  name?: string;
  replaces: Key;
  revoked_at?: string;
  scopes?: string[];
  source?: string;
  user?: string;
}

export interface SessionView {
  /** Send it as X-CSRF-Token with every change; left out when the caller came with a key */
  csrf_token?: string;
  expires_at?: string;
  user: User;
}

export interface SetupBody {
  name?: string;
  /** At least 10 characters */
  password: string;
  /** What the service printed when it started */
  token: string;
  /** The sign-in name */
  user: string;
}

export interface SetupView {
  /** There is nobody yet, and the service printed a token when it started */
  needed: boolean;
}

export interface ShiftReport {
  /** Also those that were called off later */
  accepted: number;
  /** Hours without orders are left out */
  by_hour: HourReport[];
  /** Who accepted and rejected; system is the clock */
  by_operator: OperatorReport[];
  by_source: SourceReport[];
  cancelled: number;
  cancelled_by_reason: ReasonCount[];
  expired: number;
  failed: number;
  from: string;
  median_accept_seconds?: number;
  p95_accept_seconds?: number;
  rejected: number;
  /** Most frequent first */
  rejected_by_reason: ReasonCount[];
  submitted: number;
  /** In which hours begin: that of the restaurants, UTC when they differ */
  time_zone: string;
  to: string;
  /** Not decided yet */
  waiting: number;
}

export interface SignInBody {
  password: string;
  /** The sign-in name */
  user: string;
}

export interface SigningSecret {
  /** Until then callbacks carry a signature of the secret before as well */
  previous_until: string;
  /** Signs callbacks to the source, and its submits when it signs them */
  secret: string;
}

export interface Source {
  disabled?: boolean;
  id: string;
  name: string;
  restaurants?: string[];
  signed_submits?: boolean;
  strict?: boolean;
}

export interface SourceChange {
  /** Its keys stop at once; its orders stay and are finished. Sources are disabled, never deleted, because orders name them */
  disabled?: boolean;
  name?: string;
  /** Empty means all */
  restaurants?: string[];
  signed_submits?: boolean;
  strict?: boolean;
}

export interface SourceList {
  items: Source[];
}

export interface SourceReport {
  /** Also those that were called off later */
  accepted: number;
  cancelled: number;
  expired: number;
  failed: number;
  median_accept_seconds?: number;
  p95_accept_seconds?: number;
  rejected: number;
  source: string;
  submitted: number;
  /** Not decided yet */
  waiting: number;
}

export interface SourceSelf {
  id: string;
  key_expires_at?: string;
  name: string;
  /** Empty means all */
  restaurants: string[];
  /** Of the key that asks */
  scopes: string[];
  /** POST /v1/orders must carry X-Orderhatch-Signature */
  signed_submits: boolean;
}

export interface Span {
  /** mon, tue, wed, thu, fri, sat, sun; every day when left out */
  days?: string[];
  /** Local time */
  from: string;
  /** Local time; at or before from means on the next day */
  to: string;
}

export interface StationCodes {
  /** Order type of deliveries */
  delivery_type?: string;
  guest_type?: string;
  manager?: string;
  order_category?: string;
  /** Order category of pickups; order_category when left out */
  pickup_category?: string;
  /** Code of the table for pickup; the same one when left out */
  pickup_table?: string;
  /** Order type of pickups */
  pickup_type?: string;
  /** With prepay_reason: puts what the guest paid online on the station */
  prepay_currency?: string;
  prepay_reason?: string;
  /** A modifier with an open name that carries the remark of a dish */
  remark_modifier?: string;
  /** Code of the cash station orders are created on */
  station: string;
  /** Code of the table deliveries are put on */
  table: string;
  /** Code of the table for test orders, which are kept off the kitchen; without it they stop before the station */
  test_table?: string;
  /** Reason with which orders are deleted on the station */
  void_reason?: string;
  waiter?: string;
}

export interface StationFault {
  code: string;
  /** What happened */
  message: string;
  /** Who can fix it */
  owner?: "menu" | "station" | "settings" | "source";
  /** What to do */
  remedy?: string;
}

export interface StationLine {
  /** Minor units */
  amount: number;
  line_guid?: string;
  modifiers?: StationModifier[];
  name?: string;
  plu: string;
  quantity: string;
  /** Minor units */
  unit_price: number;
}

export interface StationModifier {
  name?: string;
  plu: string;
  quantity: string;
  /** Minor units */
  unit_price: number;
}

export interface StationOrder {
  /** RK7 Order@guid, upper case with braces */
  order_guid?: string;
  /** The order's number within the visit */
  order_ident?: number;
  /** The name a cashier sees */
  order_name?: string;
  /** The station's own sum, minor units */
  order_sum?: number;
  station?: string;
  table?: string;
  visit?: number;
}

export interface StationSettings {
  /** Trust certificates of this authority */
  ca_pem?: string;
  /** Trust exactly the certificate with this SHA-256 fingerprint */
  cert_sha256?: string;
  codes: StationCodes;
  /** Characters the station keeps of an order's comment; 250 when left out */
  comment_limit?: number;
  /** Give the station the promised time and pickup as data, beside the comment */
  delivery_block?: boolean;
  /** The restaurant's own number for a new delivery */
  delivery_state?: number;
  /** 1.2 when left out; lower ones need weak_crypto */
  min_tls?: "1.0" | "1.1" | "1.2" | "1.3";
  /** Secret end of the address that the station's httpordernotify calls, /hooks/rk7/{restaurant}/{token}; at least 16 characters. Never shown. Left out, the stored one stays; null or empty clears it and closes the address */
  notify_token?: string;
  notify_token_set?: boolean;
  /** Never shown. Left out, the stored one stays; null or empty clears it. Needed again when url or user change */
  password?: string;
  /** There is a stored password */
  password_set?: boolean;
  /** How the station and the product tell each other how far an order is */
  progress?: ProgressSettings;
  /** Of the cash server's HTTP interface: https, host and port */
  url: string;
  /** An r_keeper employee whose role has the HTTP right */
  user: string;
  /** Allow the old ciphers and short keys of old cash servers */
  weak_crypto?: boolean;
}

export interface StatusBody {
  /** accepted puts a scheduled order on the station now */
  status: "accepted" | "in_work" | "ready" | "on_the_way" | "completed";
}

export interface Submission {
  /** Required for delivery */
  address?: Address;
  /** Anything the source wants back */
  attributes?: Record<string, unknown>;
  callback?: Callback;
  /** The guest pays cash with this amount; minor units */
  change_from?: number;
  charges?: Charge[];
  /** ISO 4217; RUB when left out */
  currency?: string;
  discounts?: Discount[];
  /** Short number for people */
  display_id?: string;
  /** The source's own id of the order; the idempotency key */
  external_id: string;
  guest: Guest;
  is_test?: boolean;
  items: Item[];
  note?: string;
  payments?: Payment[];
  /** When the guest ordered */
  placed_at?: string;
  /** May be left out when the key has only one */
  restaurant?: string;
  service_type: "delivery" | "pickup";
  timing?: Timing;
  /** Checked and flagged, not a reason to refuse */
  totals?: Totals;
}

export interface TakeBody {
  /** Take it over from whoever is on it */
  force?: boolean;
}

export interface TestCallbackBody {
  url: string;
}

export interface Timing {
  /** Required when mode is scheduled */
  expected_at?: string;
  /** asap when left out */
  mode?: "asap" | "scheduled";
  /** The source gives up after this moment */
  respond_by?: string;
}

export interface Totals {
  charges?: number;
  discounts?: number;
  items?: number;
  total?: number;
}

export interface User {
  disabled?: boolean;
  id: string;
  name: string;
  restaurants?: string[];
  role: string;
}

export interface UserChange {
  /** A disabled person is signed out everywhere at once, and their keys stop */
  disabled?: boolean;
  name?: string;
  /** Empty means all */
  restaurants?: string[];
  role?: "read_only" | "operator" | "manager";
}

export interface UserList {
  items: UserView[];
}

export interface UserView {
  disabled?: boolean;
  /** Without one the person cannot sign in, only use keys */
  has_password: boolean;
  id: string;
  name: string;
  restaurants?: string[];
  role: string;
}

/** Every operation of the API, by its id. */
export class Orderhatch extends Transport {
  constructor(options: Options) {
    super(options);
  }

  /** Is the process alive. GET /healthz */
  health(): Promise<Answer<Healthz>> {
    return this.send("GET", `/healthz`, undefined, undefined, undefined);
  }

  /** Are its dependencies there. GET /readyz */
  ready(): Promise<Answer<Readyz>> {
    return this.send("GET", `/readyz`, undefined, undefined, undefined);
  }

  /** Who changed what, newest first. GET /v1/audit */
  readAudit(query: { "actor"?: string; "subject"?: "user" | "source" | "key" | "restaurant"; "subject_id"?: string; "limit"?: number; "cursor"?: string } = {}): Promise<Answer<AuditList>> {
    return this.send("GET", `/v1/audit`, query, undefined, undefined);
  }

  /** List callbacks, newest first. GET /v1/callbacks */
  listCallbacks(query: { "order"?: string; "source"?: string; "restaurant"?: string; "state"?: "pending" | "delivered" | "dead"; "limit"?: number; "cursor"?: string } = {}): Promise<Answer<CallbackList>> {
    return this.send("GET", `/v1/callbacks`, query, undefined, undefined);
  }

  /** Send dead letters once more. POST /v1/callbacks/replay */
  replayCallbacks(body: ReplayBody): Promise<Answer<Replayed>> {
    return this.send("POST", `/v1/callbacks/replay`, undefined, undefined, body);
  }

  /** Read a callback with its log. GET /v1/callbacks/{id} */
  readCallback(id: string): Promise<Answer<CallbackDetail>> {
    return this.send("GET", `/v1/callbacks/${encodeURIComponent(id)}`, undefined, undefined, undefined);
  }

  /** Send a callback once more. POST /v1/callbacks/{id}/replay */
  replayCallback(id: string, body: NoBody): Promise<Answer<CallbackView>> {
    return this.send("POST", `/v1/callbacks/${encodeURIComponent(id)}/replay`, undefined, undefined, body);
  }

  /** Price and check a cart. POST /v1/carts/check */
  checkCart(body: CartBody): Promise<Answer<CartView>> {
    return this.send("POST", `/v1/carts/check`, undefined, undefined, body);
  }

  /** List what does not belong together. GET /v1/discrepancies */
  listDiscrepancies(query: { "restaurant"?: string } = {}): Promise<Answer<DiscrepancyList>> {
    return this.send("GET", `/v1/discrepancies`, query, undefined, undefined);
  }

  /** Poll events. GET /v1/events */
  pollEvents(query: { "after"?: number; "limit"?: number } = {}): Promise<Answer<EventList>> {
    return this.send("GET", `/v1/events`, query, undefined, undefined);
  }

  /** Revoke a key. DELETE /v1/keys/{id} */
  revokeKey(id: string): Promise<Answer<void>> {
    return this.send("DELETE", `/v1/keys/${encodeURIComponent(id)}`, undefined, undefined, undefined);
  }

  /** Replace a key, with a time in which both work. POST /v1/keys/{id}/rotate */
  rotateKey(id: string, body: RotateKeyBody): Promise<Answer<RotatedKey>> {
    return this.send("POST", `/v1/keys/${encodeURIComponent(id)}/rotate`, undefined, undefined, body);
  }

  /** List orders, newest first. GET /v1/orders */
  listOrders(query: { "status"?: string[]; "restaurant"?: string[]; "source"?: string; "external_id"?: string; "injection"?: string; "q"?: string; "limit"?: number; "cursor"?: string } = {}): Promise<Answer<OrderList>> {
    return this.send("GET", `/v1/orders`, query, undefined, undefined);
  }

  /** Submit an order. POST /v1/orders */
  submitOrder(body: Submission): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders`, undefined, undefined, body);
  }

  /** Read an order. GET /v1/orders/{id} */
  readOrder(id: string, query: { "fresh"?: boolean } = {}): Promise<Answer<OrderView>> {
    return this.send("GET", `/v1/orders/${encodeURIComponent(id)}`, query, undefined, undefined);
  }

  /** Accept it. POST /v1/orders/{id}/accept */
  acceptOrder(id: string, body: AcceptBody, query: { "wait"?: "filled" } = {}, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/accept`, query, headers, body);
  }

  /** Change what is agreed. POST /v1/orders/{id}/amend */
  amendOrder(id: string, body: AmendBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/amend`, undefined, headers, body);
  }

  /** Reject or call it off. POST /v1/orders/{id}/cancel */
  cancelOrder(id: string, body: CancelBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/cancel`, undefined, headers, body);
  }

  /** Keep it waiting: the guest cannot be reached. POST /v1/orders/{id}/postpone */
  postponeOrder(id: string, body: PostponeBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/postpone`, undefined, headers, body);
  }

  /** Refuse a source's wish to cancel. POST /v1/orders/{id}/refuse-cancel */
  refuseCancel(id: string, body: RefuseBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/refuse-cancel`, undefined, headers, body);
  }

  /** Let it go again. POST /v1/orders/{id}/release */
  releaseOrder(id: string, body: NoBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/release`, undefined, headers, body);
  }

  /** Answer an order that needs an operator. POST /v1/orders/{id}/resolve */
  resolveOrder(id: string, body: ResolveBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/resolve`, undefined, headers, body);
  }

  /** Put the agreed dishes on the station. POST /v1/orders/{id}/save */
  saveOrder(id: string, body: NoBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/save`, undefined, headers, body);
  }

  /** Move it on by hand. POST /v1/orders/{id}/status */
  advanceOrder(id: string, body: StatusBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/status`, undefined, headers, body);
  }

  /** Mark that you are on it. POST /v1/orders/{id}/take */
  takeOrder(id: string, body: TakeBody, headers: { "If-Match"?: string } = {}): Promise<Answer<OrderView>> {
    return this.send("POST", `/v1/orders/${encodeURIComponent(id)}/take`, undefined, headers, body);
  }

  /** What became of the orders of a shift. GET /v1/reports/shift */
  shiftReport(query: { "from"?: string; "to"?: string; "restaurant"?: string[]; "format"?: "json" | "csv"; "separator"?: "comma" | "semicolon" } = {}): Promise<Answer<ShiftReport>> {
    return this.send("GET", `/v1/reports/shift`, query, undefined, undefined);
  }

  /** List your restaurants. GET /v1/restaurants */
  listRestaurants(): Promise<Answer<RestaurantList>> {
    return this.send("GET", `/v1/restaurants`, undefined, undefined, undefined);
  }

  /** Add a restaurant. POST /v1/restaurants */
  addRestaurant(body: RestaurantSettings): Promise<Answer<RestaurantSettings>> {
    return this.send("POST", `/v1/restaurants`, undefined, undefined, body);
  }

  /** Test a connection before it is kept. POST /v1/restaurants/examine */
  examineSettings(body: RestaurantSettings): Promise<Answer<Findings>> {
    return this.send("POST", `/v1/restaurants/examine`, undefined, undefined, body);
  }

  /** Read a restaurant and whether it is ready. GET /v1/restaurants/{id} */
  readRestaurant(id: string): Promise<Answer<RestaurantView>> {
    return this.send("GET", `/v1/restaurants/${encodeURIComponent(id)}`, undefined, undefined, undefined);
  }

  /** Remove a restaurant. DELETE /v1/restaurants/{id} */
  removeRestaurant(id: string, query: { "force"?: boolean } = {}, headers: { "If-Match"?: string } = {}): Promise<Answer<void>> {
    return this.send("DELETE", `/v1/restaurants/${encodeURIComponent(id)}`, query, headers, undefined);
  }

  /** Open, slow down or pause a restaurant; take dishes and modifiers off or put them back. PUT /v1/restaurants/{id}/availability */
  putAvailability(id: string, body: AvailabilityBody): Promise<Answer<RestaurantView>> {
    return this.send("PUT", `/v1/restaurants/${encodeURIComponent(id)}/availability`, undefined, undefined, body);
  }

  /** Test a restaurant's connection. POST /v1/restaurants/{id}/examine */
  examineRestaurant(id: string): Promise<Answer<Findings>> {
    return this.send("POST", `/v1/restaurants/${encodeURIComponent(id)}/examine`, undefined, undefined, undefined);
  }

  /** Read what a restaurant sells. GET /v1/restaurants/{id}/menu */
  readMenu(id: string, headers: { "If-None-Match"?: string } = {}): Promise<Answer<MenuView>> {
    return this.send("GET", `/v1/restaurants/${encodeURIComponent(id)}/menu`, undefined, headers, undefined);
  }

  /** Read the menu from the station now. POST /v1/restaurants/{id}/menu/refresh */
  refreshMenu(id: string, body: NoBody): Promise<Answer<MenuView>> {
    return this.send("POST", `/v1/restaurants/${encodeURIComponent(id)}/menu/refresh`, undefined, undefined, body);
  }

  /** Read a restaurant's settings. GET /v1/restaurants/{id}/settings */
  readSettings(id: string): Promise<Answer<RestaurantSettings>> {
    return this.send("GET", `/v1/restaurants/${encodeURIComponent(id)}/settings`, undefined, undefined, undefined);
  }

  /** Replace a restaurant's settings. PUT /v1/restaurants/{id}/settings */
  writeSettings(id: string, body: RestaurantSettings, headers: { "If-Match"?: string } = {}): Promise<Answer<RestaurantSettings>> {
    return this.send("PUT", `/v1/restaurants/${encodeURIComponent(id)}/settings`, undefined, headers, body);
  }

  /** Call a restaurant's people to try it. POST /v1/restaurants/{id}/test-alarm */
  testAlarm(id: string): Promise<Answer<AlarmTrial>> {
    return this.send("POST", `/v1/restaurants/${encodeURIComponent(id)}/test-alarm`, undefined, undefined, undefined);
  }

  /** Who am I. GET /v1/session */
  whoAmI(): Promise<Answer<SessionView>> {
    return this.send("GET", `/v1/session`, undefined, undefined, undefined);
  }

  /** Sign in. POST /v1/session */
  signIn(body: SignInBody): Promise<Answer<SessionView>> {
    return this.send("POST", `/v1/session`, undefined, undefined, body);
  }

  /** Sign out. DELETE /v1/session */
  signOut(): Promise<Answer<void>> {
    return this.send("DELETE", `/v1/session`, undefined, undefined, undefined);
  }

  /** Does it need to be set up. GET /v1/setup */
  needsSetup(): Promise<Answer<SetupView>> {
    return this.send("GET", `/v1/setup`, undefined, undefined, undefined);
  }

  /** Make the first manager. POST /v1/setup */
  setUp(body: SetupBody): Promise<Answer<SessionView>> {
    return this.send("POST", `/v1/setup`, undefined, undefined, body);
  }

  /** List order sources. GET /v1/sources */
  listSources(): Promise<Answer<SourceList>> {
    return this.send("GET", `/v1/sources`, undefined, undefined, undefined);
  }

  /** Add an order source. POST /v1/sources */
  addSource(body: NewSource): Promise<Answer<Source>> {
    return this.send("POST", `/v1/sources`, undefined, undefined, body);
  }

  /** What is this key good for. GET /v1/sources/me */
  readSelf(): Promise<Answer<SourceSelf>> {
    return this.send("GET", `/v1/sources/me`, undefined, undefined, undefined);
  }

  /** Get a new signing secret. POST /v1/sources/me/signing-secret */
  rotateOwnSecret(body: RotateBody): Promise<Answer<SigningSecret>> {
    return this.send("POST", `/v1/sources/me/signing-secret`, undefined, undefined, body);
  }

  /** Send yourself a test event. POST /v1/sources/me/test-callback */
  testCallback(body: TestCallbackBody): Promise<Answer<CallbackTrial>> {
    return this.send("POST", `/v1/sources/me/test-callback`, undefined, undefined, body);
  }

  /** Change an order source. PATCH /v1/sources/{id} */
  changeSource(id: string, body: SourceChange): Promise<Answer<Source>> {
    return this.send("PATCH", `/v1/sources/${encodeURIComponent(id)}`, undefined, undefined, body);
  }

  /** Read a source's own codes. GET /v1/sources/{id}/aliases */
  readAliases(id: string): Promise<Answer<PLUAliases>> {
    return this.send("GET", `/v1/sources/${encodeURIComponent(id)}/aliases`, undefined, undefined, undefined);
  }

  /** Replace a source's own codes. PUT /v1/sources/{id}/aliases */
  putAliases(id: string, body: PLUAliases): Promise<Answer<PLUAliases>> {
    return this.send("PUT", `/v1/sources/${encodeURIComponent(id)}/aliases`, undefined, undefined, body);
  }

  /** List a source's keys. GET /v1/sources/{id}/keys */
  listSourceKeys(id: string): Promise<Answer<KeyList>> {
    return this.send("GET", `/v1/sources/${encodeURIComponent(id)}/keys`, undefined, undefined, undefined);
  }

  /** Make a key for a source. POST /v1/sources/{id}/keys */
  makeSourceKey(id: string, body: NewKey): Promise<Answer<MadeKey>> {
    return this.send("POST", `/v1/sources/${encodeURIComponent(id)}/keys`, undefined, undefined, body);
  }

  /** Give a source a new signing secret. POST /v1/sources/{id}/signing-secret */
  rotateSecret(id: string, body: RotateBody): Promise<Answer<SigningSecret>> {
    return this.send("POST", `/v1/sources/${encodeURIComponent(id)}/signing-secret`, undefined, undefined, body);
  }

  /** Send a source's test event. POST /v1/sources/{id}/test-callback */
  testSourceCallback(id: string, body: TestCallbackBody): Promise<Answer<CallbackTrial>> {
    return this.send("POST", `/v1/sources/${encodeURIComponent(id)}/test-callback`, undefined, undefined, body);
  }

  /** List people. GET /v1/users */
  listUsers(): Promise<Answer<UserList>> {
    return this.send("GET", `/v1/users`, undefined, undefined, undefined);
  }

  /** Add a person. POST /v1/users */
  addUser(body: NewUser): Promise<Answer<UserView>> {
    return this.send("POST", `/v1/users`, undefined, undefined, body);
  }

  /** Change a person. PATCH /v1/users/{id} */
  changeUser(id: string, body: UserChange): Promise<Answer<UserView>> {
    return this.send("PATCH", `/v1/users/${encodeURIComponent(id)}`, undefined, undefined, body);
  }

  /** List a person's keys. GET /v1/users/{id}/keys */
  listUserKeys(id: string): Promise<Answer<KeyList>> {
    return this.send("GET", `/v1/users/${encodeURIComponent(id)}/keys`, undefined, undefined, undefined);
  }

  /** Make a key for a person. POST /v1/users/{id}/keys */
  makeUserKey(id: string, body: NewKey): Promise<Answer<MadeKey>> {
    return this.send("POST", `/v1/users/${encodeURIComponent(id)}/keys`, undefined, undefined, body);
  }

  /** Set a password. POST /v1/users/{id}/password */
  setPassword(id: string, body: PasswordBody): Promise<Answer<void>> {
    return this.send("POST", `/v1/users/${encodeURIComponent(id)}/password`, undefined, undefined, body);
  }

  /** Sign a person out everywhere. DELETE /v1/users/{id}/sessions */
  signOutEverywhere(id: string): Promise<Answer<void>> {
    return this.send("DELETE", `/v1/users/${encodeURIComponent(id)}/sessions`, undefined, undefined, undefined);
  }
}
