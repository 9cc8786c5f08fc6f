import type { KnownConnection } from '../../../features/connections/connections.module.js';
import type { JobCounts, PollState } from '../jobs/job.js';
import type { ConnectionBody, ConnectionHealth } from './connection-answers.dto.js';

/** A connection without the class that documents it. */
export type ConnectionView = { [Name in keyof ConnectionBody]: ConnectionBody[Name] };

/** A connection as the API shows it: all but its secrets. */
export function connectionView(connection: KnownConnection): ConnectionView {
  const { id, key, system, rules, place } = connection;
  return {
    id,
    key,
    system,
    name: place?.name ?? null,
    base_url: place?.base_url ?? null,
    target: place?.target ?? null,
    active: rules.active,
    rules: rules.rules,
    projects: rules.projects ?? [],
    levels: rules.levels ?? [],
    on_settled: rules.on_settled,
    on_reopened: rules.on_reopened,
    on_done: rules.on_done,
    tell_reasons: rules.tell_reasons,
    states: rules.states,
    status_for: { ...rules.status_for },
    people: place?.people ?? null,
    fields: place?.fields ?? null,
    title: place?.title ?? null,
    text: place?.text ?? null,
    definition: place?.definition ?? null,
    poll_seconds: rules.poll_seconds,
    inbound_path: `/v1/ticketing/inbound/${id}`,
    takes_inbound: connection.inboundSecretId !== null,
    secrets_changed_at: connection.secretsChangedAt,
    created_at: connection.createdAt,
    changed_at: connection.changedAt,
    position: connection.position,
    sequence: connection.sequence,
  };
}

export function healthView(counts: JobCounts | undefined, poll: PollState | undefined): ConnectionHealth {
  return {
    pending: counts?.pending ?? 0,
    failed: counts?.failed ?? 0,
    polled_at: poll?.polled_at ?? null,
    changed_at: poll?.changed_at ?? null,
    poll_failures: poll?.failures ?? 0,
    poll_error: poll?.error ?? null,
  };
}
