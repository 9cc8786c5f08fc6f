import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '../../../http/principal.js';
import { ActorNames } from '../actor-names.js';

/** The caller's name now; null where it has none. */
export class WhoAmI extends Query<string | null> {
  constructor(readonly principal: Principal) {
    super();
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler implements IQueryHandler<WhoAmI> {
  constructor(private readonly names: ActorNames) {}

  async execute({ principal }: WhoAmI): Promise<string | null> {
    const now = { actorId: principal.actor.id, position: Number.MAX_SAFE_INTEGER };
    const [name = null] = await this.names.namesAt(principal.tenant, [now]);
    return name;
  }
}
