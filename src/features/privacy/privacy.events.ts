import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** Positions from the first to the second, both included. */
export type PositionRange = [from: number, to: number];

/** What is erased, who asked and who approved it, and what may not be. */
export type PrivacyEvent =
  | {
      type: 'privacy.erasure_requested';
      revision: 1;
      /** `account`: its profiles, whenever they were recorded. */
      payload: { erasure_id: string; ranges: PositionRange[]; account: string | null };
      private: { reason: string };
    }
  | {
      type: 'privacy.erasure_rejected';
      revision: 1;
      payload: { erasure_id: string };
      private: { reason: string };
    }
  | {
      type: 'privacy.erased';
      revision: 1;
      /** The private parts at these positions are gone, with their salts; every proof still holds. */
      payload: { erasure_id: string; ranges: PositionRange[]; requested_by: string };
    }
  | {
      type: 'privacy.hold_placed';
      revision: 1;
      /** Of a project or of an account; both null: of everything. */
      payload: { hold_id: string; project: string | null; account: string | null };
      private: { reason: string };
    }
  | { type: 'privacy.hold_released'; revision: 1; payload: { hold_id: string }; private: { reason: string } };

export const PRIVACY_EVENT_TYPES: readonly PrivacyEvent['type'][] = [
  'privacy.erasure_requested',
  'privacy.erasure_rejected',
  'privacy.erased',
  'privacy.hold_placed',
  'privacy.hold_released',
];

/** One stream a tenant: a hold and an erasure are always decided one after the other. */
export function privacyStream(tenant: string): StreamRef {
  return { type: 'privacy', id: tenant };
}

export function asPrivacyEvent(event: RecordedEvent): PrivacyEvent | null {
  return PRIVACY_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as PrivacyEvent) : null;
}

export function describePrivacyEvent(event: PrivacyEvent): string {
  switch (event.type) {
    case 'privacy.erasure_requested':
      return `asked for the erasure ${event.payload.erasure_id}`;
    case 'privacy.erasure_rejected':
      return `rejected the erasure ${event.payload.erasure_id}`;
    case 'privacy.erased':
      return `approved the erasure ${event.payload.erasure_id}: the private parts of ${countOf(event.payload.ranges)} events are gone`;
    case 'privacy.hold_placed':
      return `placed the legal hold ${event.payload.hold_id}`;
    case 'privacy.hold_released':
      return `released the legal hold ${event.payload.hold_id}`;
  }
}

export function countOf(ranges: readonly PositionRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
