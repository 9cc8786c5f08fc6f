import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { noConnection } from './failures.js';

const PAUSE_MS = { first: 50, most: 5_000 };

/** Hears one channel on a connection of its own. A lost one is made anew; what was said meanwhile is not heard. */
export class Listener {
  private client: pg.Client | null = null;
  private readonly stopping = new AbortController();

  private readonly connect: () => pg.Client;
  private readonly channel: string;
  private readonly heard: (payload: string) => void;

  constructor(connect: () => pg.Client, channel: string, heard: (payload: string) => void) {
    this.connect = connect;
    this.channel = channel;
    this.heard = heard;
  }

  /** Throws where the first connection fails. */
  async start(): Promise<void> {
    try {
      await this.listen();
    } catch (error) {
      throw noConnection(error);
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end();
  }

  private async listen(): Promise<void> {
    const client = this.connect();
    const lost = Promise.withResolvers<void>();
    client.on('error', () => lost.resolve());
    client.on('end', () => lost.resolve());
    client.on('notification', ({ payload }) => this.heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    if (this.stopping.signal.aborted) return await client.end();
    void lost.promise.then(() => this.listenAgain());
  }

  private async listenAgain(): Promise<void> {
    this.client = null;
    for (
      let pause = PAUSE_MS.first;
      !this.stopping.signal.aborted;
      pause = Math.min(2 * pause, PAUSE_MS.most)
    )
      try {
        await this.listen();
        return;
      } catch {
        await delay(pause, undefined, { ref: false, signal: this.stopping.signal }).catch(() => undefined);
      }
  }
}
