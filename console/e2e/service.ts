// The program under test: started with a folder of its own, asked over HTTP.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Order, Restaurant } from '../src/api/types';

const binary = resolve(process.env.ORDERHATCH_BIN ?? '../bin/orderhatch');
const startTime = 90_000;

interface Addresses {
  api: string;
  sim_web: string;
  pid: number;
}

// OldAnswer is an answer in the protocol of API Мини-доставки.
export interface OldAnswer {
  result: boolean;
  msg: string;
  order_id?: number;
  order?: { status: number };
}

// StationState is the simulated station's ground truth.
export interface StationState {
  orders: { guid: string; order_name: string; persistent_comment: string; voided: boolean; lines: { plu: string; name: string; quantity: number }[] }[];
  unknown: Record<string, number>;
}

export interface NewOrder {
  external_id?: string;
  [field: string]: unknown;
}

export class Service {
  private process?: ChildProcess;
  private addresses?: Addresses;
  private output = '';
  private orders = 0;

  private constructor(
    readonly folder: string,
    private readonly flags: string[],
  ) {}

  static async start(...flags: string[]): Promise<Service> {
    const service = new Service(await mkdtemp(join(tmpdir(), 'orderhatch-e2e-')), flags);
    await service.launch();
    return service;
  }

  get url(): string {
    return this.addresses?.api ?? '';
  }

  get stationUrl(): string {
    return this.addresses?.sim_web ?? '';
  }

  // launch starts the program again on the data it has; the console's address
  // stays, so that open pages find it.
  async launch() {
    const listen = this.addresses ? new URL(this.addresses.api).host : '127.0.0.1:0';
    const free = ['temporal', 'temporal-ui', 'sim', 'sim-web'].map((name) => `--${name}-listen=127.0.0.1:0`);
    const demo = this.flags.includes('--setup') ? ['--setup-token=first-start-token'] : ['--demo'];
    const extra = this.flags.filter((flag) => flag !== '--setup');
    const started = spawn(binary, ['standalone', ...demo, `--data=${this.folder}`, `--listen=${listen}`, ...free, ...extra], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.output = (this.output + text.toString()).slice(-20_000);
      });
    }
    await until(startTime, async () => {
      if (started.exitCode !== null) throw new Error(`the program ended:\n${this.output}`);
      const found = JSON.parse(await readFile(join(this.folder, 'addresses.json'), 'utf8')) as Addresses;
      if (found.pid !== started.pid) return false;
      this.addresses = found;
      return (await fetch(`${found.api}/readyz`)).ok;
    });
  }

  // kill ends the program as a power cut does.
  async kill() {
    const running = this.process;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((done) => running.once('exit', done));
    running.kill('SIGKILL');
    await ended;
  }

  async stop() {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async ask<T>(method: string, path: string, key: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  operator = <T>(method: string, path: string, body?: unknown) => this.ask<T>(method, path, 'demo-operator-key', body);
  manager = <T>(method: string, path: string, body?: unknown) => this.ask<T>(method, path, 'demo-manager-key', body);

  // submit sends an order as a website does.
  async submit(order: NewOrder = {}): Promise<Order> {
    this.orders++;
    return this.ask<Order>('POST', '/v1/orders', 'demo-source-key', {
      external_id: `WEB-${this.orders}`,
      display_id: String(100 + this.orders),
      restaurant: 'arbat-1',
      service_type: 'pickup',
      guest: { name: 'Анна', phone: '+79991234567' },
      items: [{ plu: '101', quantity: '1' }],
      ...order,
    });
  }

  // oldSite asks as a site does that was made for the replaced product.
  async oldSite(path: string, body?: unknown): Promise<OldAnswer> {
    const response = await fetch(`${this.url}/api/v2/ext/${path}`, { method: body ? 'POST' : 'GET', headers: { Token: 'demo-minidelivery-token' }, body: body ? JSON.stringify(body) : undefined });
    return (await response.json()) as OldAnswer;
  }

  orderOfOldSite = async () => (await this.operator<{ items: Order[] }>('GET', '/v1/orders?source=old-site')).items[0]!;

  stationState = async () => (await (await fetch(`${this.stationUrl}/_sim/state`)).json()) as StationState;

  read = (id: string) => this.operator<Order>('GET', `/v1/orders/${id}`);

  // settle refuses the order the demo starts with, so that boards begin empty.
  async settle() {
    await until(startTime, async () => {
      const { items } = await this.operator<{ items: Order[] }>('GET', '/v1/orders?status=waiting');
      for (const order of items) await this.operator('POST', `/v1/orders/${order.id}/cancel`, { reason: { code: 'test_order' } });
      return items.length > 0;
    });
  }

  async faults(...plan: object[]) {
    await fetch(`${this.stationUrl}/_sim/faults`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(plan) });
  }

  async changeSettings(change: (settings: Record<string, Record<string, unknown>>) => void) {
    const settings = await this.manager<Record<string, Record<string, unknown>>>('GET', '/v1/restaurants/arbat-1/settings');
    change(settings);
    await this.manager('PUT', '/v1/restaurants/arbat-1/settings', settings);
  }

  async menuLoaded() {
    await until(startTime, async () => {
      const menu = await this.operator<{ items: unknown[] }>('GET', '/v1/restaurants/arbat-1/menu');
      return menu.items.length > 0;
    });
  }

  restaurants = async () => (await this.operator<{ items: Restaurant[] }>('GET', '/v1/restaurants')).items;
}

// until asks again until the answer is yes; a failed question is a no.
export async function until(limit: number, ask: () => Promise<boolean>) {
  const end = Date.now() + limit;
  let failure: unknown;
  for (;;) {
    try {
      if (await ask()) return;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain`, { cause: failure });
    await new Promise((done) => setTimeout(done, 100));
  }
}
