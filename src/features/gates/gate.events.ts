import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';
import type { Level, Phase } from '../templates/template.events.js';

export const MEANINGS = ['approve', 'reject', 'acknowledge'] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A role that signs a gate. */
export type SignOffRole = {
  role: string;
  title: string;
  /** Other names that the role goes by. */
  aliases: string[];
  /** How many persons have to approve in it. */
  quorum: number;
  /** Ids of the members who may sign in it; empty for any. */
  holders: string[];
};

/** Which items have to be settled, and who signs. Null lists take all there are. */
export type GateDefinition = {
  title: string;
  levels: Level[];
  phases: Phase[];
  sections: string[] | null;
  checklists: string[] | null;
  sign_offs: SignOffRole[];
  /** Whether who asked for the sign-offs may approve as well, and one person in several roles. */
  same_person: boolean;
};

type OfGate = { project_key: string; key: string };

/** What a receipt says of a checklist: exactly which one it was. */
export type ReceiptChecklist = {
  key: string;
  template: string;
  template_version: number;
  content_hash: string;
};

export type EvaluationPayload = OfGate & {
  receipt_id: string;
  gate_version: number;
  subject: { name: string; digest: string; environment: string };
  verdict: string;
  digest: string;
  /** The newest position that the verdict reflects, and the time it is for. */
  decided_at_position: number;
  as_of: string;
  checklists: ReceiptChecklist[];
  /** The first 200; `reasons_total` counts them all. */
  reasons: { code: string; checklist: string | null; item: string | null; role: string | null }[];
  reasons_total: number;
  four_eyes: 'required' | 'relaxed';
  /** When one person was enough since the project had something to settle: positions, `to` null for still. */
  four_eyes_relaxed: { from: number; to: number | null }[];
  /** The newest signed checkpoint of the log, as a signed note; null where there is none. */
  checkpoint: string | null;
};

export type GateEvent =
  | {
      type: 'gate.defined';
      revision: 1;
      payload: OfGate & {
        version: number;
        definition: GateDefinition;
        /** What it asks less of than the version in force; empty where it takes effect at once. */
        narrowed: string[];
        /** `pending` until a second person has approved. */
        state: 'in_force' | 'pending';
        person: string | null;
      };
    }
  | {
      type: 'gate.definition_approved';
      revision: 1;
      payload: OfGate & { version: number; person: string | null };
      private?: { reason: string };
    }
  | {
      type: 'gate.requested';
      revision: 1;
      payload: OfGate & { person: string | null };
      private?: { reason: string };
    }
  | {
      type: 'gate.signed_off';
      revision: 1;
      payload: OfGate & {
        sign_off_id: string;
        role: string;
        meaning: Meaning;
        person: string | null;
        /** What was signed: the digest, and the position at which the signer read it. */
        bound_position: number;
        digest: string;
        gate_version: number;
      };
      private?: { comment: string };
    }
  | { type: 'gate.evaluated'; revision: 2; payload: EvaluationPayload };

/** Types whose events stand in a gate's own stream; evaluations have streams of their own, so that it stays short. */
export const GATE_EVENT_TYPES: readonly GateEvent['type'][] = [
  'gate.defined',
  'gate.definition_approved',
  'gate.requested',
  'gate.signed_off',
];
export const EVALUATION_TYPE = 'gate.evaluated';

export function gateStream(id: string): StreamRef {
  return { type: 'gate', id };
}

export function receiptStream(id: string): StreamRef {
  return { type: 'receipt', id };
}

/** Kind of the names that gates' keys are; a key is unique in its project. */
export const GATE_NAME = 'gate';
export function gateName(projectId: string, key: string): string {
  return `${projectId}/${key}`;
}

/** The event in its newest revision; before revision 2 a receipt did not say when four eyes were relaxed. */
export function asGateEvent(event: RecordedEvent): GateEvent | null {
  if (event.type === EVALUATION_TYPE && event.revision === 1)
    return {
      ...event,
      revision: 2,
      payload: { ...event.payload, four_eyes_relaxed: [] },
    } as unknown as GateEvent;
  return event.type === EVALUATION_TYPE || GATE_EVENT_TYPES.some((type) => type === event.type)
    ? (event as unknown as GateEvent)
    : null;
}

export function describeGateEvent(event: GateEvent): string {
  const { key } = event.payload;
  switch (event.type) {
    case 'gate.defined': {
      const { version, state } = event.payload;
      const second = state === 'pending' ? ', to be approved by a second person' : '';
      return `defined version ${version} of the gate ${key}${second}`;
    }
    case 'gate.definition_approved':
      return `approved version ${event.payload.version} of the gate ${key}`;
    case 'gate.requested':
      return `asked for the sign-offs of the gate ${key}`;
    case 'gate.signed_off':
      return `signed the gate ${key} as ${event.payload.role}: ${event.payload.meaning}`;
    case 'gate.evaluated': {
      const { subject, verdict } = event.payload;
      return `was given the verdict ${verdict} of the gate ${key} for ${subject.name} in ${subject.environment}`;
    }
  }
}
