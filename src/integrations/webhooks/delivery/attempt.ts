import { CLOUD_EVENT_TYPE, cloudEvent } from '../../../eventstore/cloud-event.js';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { EventRenderer } from '../../../eventstore/event-view.js';
import type { EventStore, LogOrigin } from '../../../eventstore/eventstore.js';
import type { OutboundAnswer, OutboundClient } from '../../outbound/outbound-client.js';
import { OutboundFailed, OutboundRefused } from '../../outbound/outbound-errors.js';
import { SecretsUnreadable } from '../../secrets/key-ring.js';
import type { Secret } from '../../secrets/secret.js';
import type { SecretVault } from '../../secrets/secret-vault.js';
import { signingSecrets, type WebhookState } from '../webhook.js';
import { readRetryAfter } from './retry-schedule.js';
import { signatureHeaders } from './signature.js';
import type { WebhookSettings } from './webhook-settings.js';

/** Bytes of an answer that the log of deliveries keeps. */
const KEPT_BYTES = 1_024;
const KEPT_HEADERS = ['content-type', 'retry-after', 'location', 'server'] as const;

/** One attempt as the log of deliveries shows it. The body sent is the event, and made anew when somebody looks. */
export interface AttemptEntry {
  readonly at: string;
  readonly duration_ms: number;
  readonly request: { readonly headers: Readonly<Record<string, string>> };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Whether there was more. */
    readonly cut: boolean;
  } | null;
  readonly error: string | null;
}

export interface Attempt {
  readonly isDelivered: boolean;
  /** The receiver says that it wants nothing any more (410). */
  readonly isGone: boolean;
  /** What the receiver asked for, in milliseconds. */
  readonly retryAfterMs: number | null;
  readonly entry: AttemptEntry;
}

/** What is sent: an id that a receiver tells repetitions by, and the body. */
export interface Message {
  readonly id: string;
  readonly body: string;
}

export interface SenderParts {
  readonly client: OutboundClient;
  readonly vault: Pick<SecretVault, 'read'>;
  readonly renderer: EventRenderer;
  readonly store: Pick<EventStore, 'origins'>;
  readonly settings: WebhookSettings;
  /** For the User-Agent. */
  readonly version: string;
}

/** Signs and sends. It never throws for what the other side does. */
export class Sender {
  constructor(private readonly parts: SenderParts) {}

  /** The same for a batch of events of one endpoint: its secrets, and where the log is from, are read once. */
  batch(): Sender {
    const { vault, store } = this.parts;
    const secrets = new Map<string, Promise<Secret | null>>();
    let origins: Promise<LogOrigin[]> | null = null;
    return new Sender({
      ...this.parts,
      vault: {
        read: async (tenant, owner, id) => {
          const secret = secrets.get(id) ?? vault.read(tenant, owner, id);
          secrets.set(id, secret);
          return await secret;
        },
      },
      store: { origins: async (tenant) => await (origins ??= store.origins(tenant)) },
    });
  }

  /** The event as it is sent; what was erased when it was read is not in it. */
  async message(event: RecordedEvent): Promise<Message> {
    const [message] = await this.messages(event.tenant, [event]);
    if (!message) throw new Error(`the event at ${event.position} was not rendered`);
    return message;
  }

  /** The same of several, in their order. */
  async messages(tenant: string, events: readonly RecordedEvent[]): Promise<Message[]> {
    const { renderer, store } = this.parts;
    const views = await renderer.render(tenant, events);
    const origins = await store.origins(tenant);
    return views.map((view, index) => {
      const epoch = events[index]?.epoch;
      const source = origins.find((origin) => origin.epoch === epoch)?.origin ?? tenant;
      return { id: view.id, body: JSON.stringify(cloudEvent(view, source)) };
    });
  }

  async send(
    tenant: string,
    webhook: string,
    state: WebhookState,
    { id, body }: Message,
    signal?: AbortSignal,
  ): Promise<Attempt> {
    const { client, settings, version } = this.parts;
    const at = new Date(settings.now());
    const started = performance.now();
    const headers: Record<string, string> = {
      'content-type': CLOUD_EVENT_TYPE,
      'user-agent': `Clearance/${version}`,
    };
    try {
      const url = await this.secret(tenant, webhook, state.definition.target.url_secret);
      const refs = signingSecrets(state, at.toISOString());
      const secrets = await Promise.all(refs.map((ref) => this.secret(tenant, webhook, ref.id)));
      const signed = signatureHeaders(id, at, body, secrets);
      const sent = { ...headers, ...signed };
      Object.assign(headers, signed, { 'webhook-signature': `(${secrets.length})` });
      const answer = await client.request({
        method: 'POST',
        url: url.reveal(),
        headers: sent,
        body,
        ...(signal && { signal }),
      });
      const isDelivered = answer.status >= 200 && answer.status < 300;
      return {
        isDelivered,
        isGone: answer.status === 410,
        retryAfterMs: readRetryAfter(answer.headers['retry-after'], settings.now()),
        entry: entry(
          at,
          answer.durationMs,
          headers,
          answer,
          isDelivered ? null : `it answered ${answer.status}`,
        ),
      };
    } catch (error) {
      const known = [OutboundFailed, OutboundRefused, SecretsUnreadable].some(
        (type) => error instanceof type,
      );
      if (!known) throw error;
      const duration = Math.round(performance.now() - started);
      const failed = entry(at, duration, headers, null, (error as Error).message);
      return { isDelivered: false, isGone: false, retryAfterMs: null, entry: failed };
    }
  }

  private async secret(tenant: string, webhook: string, id: string): Promise<Secret> {
    const secret = await this.parts.vault.read(tenant, webhook, id);
    if (!secret) throw new SecretsUnreadable(`the secret ${id} is not there; set it anew`);
    return secret;
  }
}

function entry(
  at: Date,
  duration: number,
  headers: Readonly<Record<string, string>>,
  answer: OutboundAnswer | null,
  error: string | null,
): AttemptEntry {
  return {
    at: at.toISOString(),
    duration_ms: duration,
    request: { headers },
    response: answer && {
      status: answer.status,
      headers: Object.fromEntries(
        KEPT_HEADERS.flatMap((name) => {
          const value = answer.headers[name];
          return value === undefined ? [] : [[name, readable(value.slice(0, 200))]];
        }),
      ),
      body: readable(answer.body.subarray(0, KEPT_BYTES).toString('utf8')),
      cut: answer.isCut || answer.body.length > KEPT_BYTES,
    },
    error: error === null ? null : readable(error),
  };
}

/** Without what a JSON column cannot hold, or a terminal would obey. */
function readable(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd');
}
