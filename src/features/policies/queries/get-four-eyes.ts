import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { FourEyes } from '../../access/person.rules.js';
import { fourEyesFold } from '../policy.js';
import { FOUR_EYES_STREAM } from '../policy.events.js';

/** The tenant's policy as the API shows it. */
export interface FourEyesView {
  four_eyes: FourEyes;
  /** Null while nobody has set it. */
  set_at: string | null;
  set_by: { id: string; kind: string } | null;
  sequence: number;
}

export class GetFourEyes extends Query<FourEyesView> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetFourEyes)
export class GetFourEyesHandler implements IQueryHandler<GetFourEyes> {
  constructor(private readonly store: EventStore) {}

  async execute({ tenant }: GetFourEyes): Promise<FourEyesView> {
    const [events = []] = await this.store.readStreams(tenant, [FOUR_EYES_STREAM]);
    const newest = events.at(-1);
    return {
      four_eyes: events.reduce(fourEyesFold.evolve, fourEyesFold.initial),
      set_at: newest?.createdAt ?? null,
      set_by: newest?.actor ?? null,
      sequence: newest?.sequence ?? 0,
    };
  }
}
