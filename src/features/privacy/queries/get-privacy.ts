import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { type ErasureState, type HoldState, privacyFold } from '../privacy.js';
import { countOf, privacyStream } from '../privacy.events.js';

export interface ErasureView {
  id: string;
  status: 'requested' | 'rejected' | 'erased';
  ranges: number[][];
  events: number;
  account: string | null;
  reason: string | null;
  requested_by: string;
  requested_at: string;
  decided_by: string | null;
  decided_at: string | null;
  erased_by: number | null;
}

export interface HoldView {
  id: string;
  project: string | null;
  account: string | null;
  reason: string | null;
  placed_by: string;
  placed_at: string;
  released: boolean;
}

/** Every erasure and legal hold of a tenant, oldest first. There are few: they are read from their stream. */
export class GetPrivacy extends Query<{ erasures: ErasureView[]; holds: HoldView[] }> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetPrivacy)
export class GetPrivacyHandler implements IQueryHandler<GetPrivacy> {
  constructor(private readonly store: EventStore) {}

  async execute({ tenant }: GetPrivacy): Promise<{ erasures: ErasureView[]; holds: HoldView[] }> {
    const [events = []] = await this.store.readStreams(tenant, [privacyStream(tenant)]);
    const state = events.reduce(privacyFold.evolve, privacyFold.initial);
    const [erasures, holds] = [[...state.erasures.values()], [...state.holds.values()]];
    const read = await this.store.readPositions(
      tenant,
      [...erasures, ...holds].map(({ position }) => position),
    );
    const reasons = new Map(read.map((event) => [event.position, event.private?.['reason'] ?? null]));
    const reasonAt = (position: number): string | null => (reasons.get(position) as string | null) ?? null;
    return {
      erasures: erasures.map((erasure) => erasureView(erasure, reasonAt(erasure.position))),
      holds: holds.map((hold) => holdView(hold, reasonAt(hold.position))),
    };
  }
}

/** One of them. Refuses (not_found) what is not there. */
export function byId<T extends { readonly id: string }>(all: readonly T[], id: string, what: string): T {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Refusal('not_found', `there is no ${what} "${id}"`, '/id');
  return found;
}

function erasureView(erasure: ErasureState, reason: string | null): ErasureView {
  return {
    id: erasure.id,
    status: erasure.status,
    ranges: erasure.ranges.map((range) => [...range]),
    events: countOf([...erasure.ranges]),
    account: erasure.account,
    reason,
    requested_by: erasure.requestedBy.id,
    requested_at: erasure.requestedAt,
    decided_by: erasure.decidedBy?.id ?? null,
    decided_at: erasure.decidedAt,
    erased_by: erasure.erasedBy,
  };
}

function holdView(hold: HoldState, reason: string | null): HoldView {
  const { id, project, account, placedBy, placedAt, released } = hold;
  return { id, project, account, reason, placed_by: placedBy.id, placed_at: placedAt, released };
}
