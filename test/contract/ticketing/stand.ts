import type {
  ConnectorSettings,
  TicketConnector,
  TicketDraft,
} from '../../../src/integrations/ticketing/connector.js';
import type { HttpAsk, HttpSender } from '../../../src/integrations/ticketing/ticket-http.js';
import { OutboundClient } from '../../../src/integrations/outbound/outbound-client.js';
import { readOutboundAllow } from '../../../src/outbound-settings.js';
import type { Behind, Subject } from './subject.js';

/** Sends, and counts what may change something. */
class CountingSender implements HttpSender {
  writes = 0;

  constructor(private readonly client: OutboundClient) {}

  async request(asked: HttpAsk) {
    if (asked.method !== 'GET' && !asked.url.includes('/search')) this.writes += 1;
    return await this.client.request(asked);
  }
}

/** A connector under test, and what is behind it. Names of tickets are this run's own: a real system keeps them. */
export class Stand {
  readonly since = new Date(Date.now() - 1000).toISOString();
  private readonly run = `${process.pid}x${Date.now().toString(36)}`;
  private readonly client = new OutboundClient({
    allow: readOutboundAllow('127.0.0.1', (text) => new Error(text)),
  });
  readonly sender = new CountingSender(this.client);
  private started: { readonly behind: Behind; readonly connector: TicketConnector } | null = null;

  constructor(private readonly subject: Subject) {}

  async open(): Promise<void> {
    const behind = await this.subject.start();
    this.started = { behind, connector: this.made(behind, {}) };
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.behind.stop();
  }

  get behind(): Behind {
    if (!this.started) throw new Error('it has not begun');
    return this.started.behind;
  }

  get connector(): TicketConnector {
    if (!this.started) throw new Error('it has not begun');
    return this.started.connector;
  }

  /** A connector with other settings. */
  another(more: Partial<ConnectorSettings>): TicketConnector {
    return this.made(this.behind, more);
  }

  mark(name: string): string {
    return `tkt_${name}${this.run}`;
  }

  draft(name: string, text = 'It “did” not\n\ncome back: {{ 7 }} <b>'): TicketDraft {
    const mark = this.mark(name);
    return { mark, title: `Restore "${mark}"`, text, fields: {}, since: this.since };
  }

  private made({ url, secret }: Behind, more: Partial<ConnectorSettings>): TicketConnector {
    const { target } = this.subject;
    const inboundSecrets = ['newest', 'older'];
    const settings = { baseUrl: url, target, secret, inboundSecrets, statusFor: {}, ...more };
    return this.subject.make(settings, this.sender);
  }
}
