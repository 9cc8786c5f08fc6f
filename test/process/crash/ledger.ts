import type { Answer } from './ask.js';

/** What a command records, by its kind: one event, or two that belong together. */
export const EVENTS_OF = {
  comment: ['item.commented'],
  check: ['item.checked'],
  fail: ['item.failed'],
  prove: ['item.evidence_attached', 'item.checked'],
} as const;

export type CommandKind = keyof typeof EVENTS_OF;

interface AcknowledgedEvent {
  readonly id: string;
  readonly type: string;
  readonly position: number;
}

/** Problems that promise that nothing was done. */
const NOT_DONE = new Set(['unavailable', 'concurrent_change']);

/** One command, and all that its client was told about it. */
export class Command {
  /** Stands in a text of every event, and is the Idempotency-Key: `c3-17`. */
  readonly marker: string;
  readonly kind: CommandKind;
  readonly item: string;
  attempts = 0;
  /** The events of its 200 answer. */
  acknowledged: readonly AcknowledgedEvent[] | null = null;
  /** Whether every attempt was answered with `nothing was done`. */
  surelyNotDone = true;

  constructor(marker: string, kind: CommandKind, item: string) {
    this.marker = marker;
    this.kind = kind;
    this.item = item;
  }

  get path(): string {
    const action = this.kind === 'prove' ? 'check' : this.kind;
    return `/v1/projects/shop/checklists/go-live/items/${this.item}/${action}`;
  }

  get body(): object {
    const { kind, marker } = this;
    if (kind === 'comment') return { text: marker };
    if (kind !== 'prove') return { reason: marker };
    const url = 'https://ci.example.com/runs/1';
    return { reason: marker, evidence: [{ title: marker, url, effective_on: '2025-03-03' }] };
  }

  /** Takes note of an answer; false where the command should be tried again. */
  note(answer: Answer | 'hung' | 'broken'): boolean {
    if (typeof answer === 'string') {
      this.surelyNotDone = false;
      return false;
    }
    const body = JSON.parse(answer.text) as { code?: string; events?: AcknowledgedEvent[] };
    if (answer.status === 200) this.acknowledged = body.events ?? [];
    else if (!NOT_DONE.has(body.code ?? '')) this.surelyNotDone = false;
    return answer.status === 200;
  }
}
