import type { EventData, RecordedEvent, StreamRef } from './event.js';
import type { AuditedKind, AuditedRefusal } from './refusal.js';

/** What somebody tried and was not allowed to do, each in a stream of its own. */
export type RefusalEvent = EventData & {
  readonly type: 'refusal.recorded';
  readonly payload: { readonly kind: AuditedKind; readonly code: string };
};

export const REFUSAL_EVENT_TYPES: readonly RefusalEvent['type'][] = ['refusal.recorded'];

export function refusalStream(id: string): StreamRef {
  return { type: 'refusal', id };
}

/** The event that keeps a refusal for an auditor. */
export function refusalEvent(refusal: AuditedRefusal): RefusalEvent {
  const { kind, code, subject } = refusal;
  return { type: 'refusal.recorded', revision: 1, payload: { ...subject.payload, kind, code } };
}

export function asRefusalEvent(event: RecordedEvent): RefusalEvent | null {
  return event.type === 'refusal.recorded' ? (event as unknown as RefusalEvent) : null;
}

const WORDS: Record<AuditedKind, string> = {
  four_eyes: 'a second person is needed',
  human_only: 'only a human may decide on it',
  long_lived_key: 'it asks for an access token of a provider, not a key',
  invariant: 'it can be neither waived nor set aside',
  sign_off: 'this person may not sign in this role',
  stale_sign_off: 'what was to be signed had changed',
  missing_right: 'the right was missing',
  unmet_rule: 'what the item asks for was not given',
};

export function describeRefusalEvent({ payload }: RefusalEvent): string {
  const action = (payload as Readonly<Record<string, unknown>>)['action'];
  return `was refused${typeof action === 'string' ? ` (${action})` : ''}: ${WORDS[payload.kind]}`;
}
