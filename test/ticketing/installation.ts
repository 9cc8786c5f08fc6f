import { mkdtempSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServiceProcess, startService } from '../process/built-app/service-process.js';

const KEY = 'an-admin-key-for-the-ticketing-tests';
const WITHIN_MS = 120_000;

interface Ticket {
  readonly id: string;
  readonly key: string | null;
  readonly url: string | null;
  readonly state: string;
  readonly effect: string | null;
}

export interface Item {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly status: string;
  readonly checked_by: { readonly id: string; readonly kind: string; readonly name: string | null } | null;
  readonly decision: { readonly effective_at: string } | null;
  readonly tickets: readonly Ticket[];
}

/** Whether the item's first ticket is there. */
export function isLinked({ tickets }: Item): boolean {
  return tickets[0] !== undefined && tickets[0].key !== null;
}

/** The built service on a data folder of its own, which outlives its processes. */
export class Installation {
  private readonly folder = mkdtempSync(join(tmpdir(), 'clearance-live-'));
  private service: ServiceProcess | null = null;

  async start(): Promise<void> {
    await chmod(this.folder, 0o755);
    this.service = await startService([process.execPath, 'dist/main.js'], {
      PORT: '0',
      CLEARANCE_DATA_DIR: join(this.folder, 'data'),
      CLEARANCE_ADMIN_KEY: KEY,
      CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1',
      CLEARANCE_LOG_LEVEL: 'warn',
    });
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    await this.service?.end(signal);
    this.service = null;
  }

  async remove(): Promise<void> {
    if (this.service) await this.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }

  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.service?.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Where the service is, while it runs. */
  get url(): string {
    return this.service?.url ?? '';
  }

  /** What a connection could not do. */
  async failures(connection: string): Promise<unknown[]> {
    const path = `/v1/ticketing/connections/${connection}/failures`;
    return (await this.ask<{ data: unknown[] }>('GET', path)).data;
  }

  async item(project: string, key: string): Promise<Item> {
    return await this.ask('GET', `/v1/projects/${project}/checklists/go-live/items/${key}`);
  }

  /** The item once it is as wanted. */
  async until(project: string, key: string, isSo: (item: Item) => boolean): Promise<Item> {
    const limit = Date.now() + WITHIN_MS;
    for (;;) {
      const item = await this.item(project, key);
      if (isSo(item)) return item;
      if (Date.now() > limit) throw new Error(`it did not become so: ${JSON.stringify(item, null, 1)}`);
      await delay(250);
    }
  }

  /** Position of the newest event. */
  async head(): Promise<number> {
    const { data } = await this.ask<{ data: { position: number }[] }>('GET', '/v1/events?limit=1');
    return data[0]?.position ?? -1;
  }
}
