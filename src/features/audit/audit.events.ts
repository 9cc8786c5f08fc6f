import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** What an auditor looked at, each in a stream of its own. What was asked for may name people, and is private. */
export type AuditEvent = {
  type: 'audit.queried' | 'audit.exported';
  revision: 1;
  payload: { route: string; project_key: string | null };
  private: { target: string; format: string };
};

export const AUDIT_EVENT_TYPES: readonly AuditEvent['type'][] = ['audit.queried', 'audit.exported'];

export function auditStream(id: string): StreamRef {
  return { type: 'audit', id };
}

export function asAuditEvent(event: RecordedEvent): AuditEvent | null {
  return AUDIT_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as AuditEvent) : null;
}

export function describeAuditEvent({ type, payload }: AuditEvent): string {
  return `${type === 'audit.exported' ? 'exported' : 'asked for'} ${payload.route}`;
}
