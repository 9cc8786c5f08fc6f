import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ActorNames } from '../actor-names.js';

/** The name of the caller, an actor's id, now; null where it has none. */
export class WhoAmI extends Query<string | null> {
  constructor(
    readonly tenant: string,
    readonly actorId: string,
  ) {
    super();
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler implements IQueryHandler<WhoAmI> {
  constructor(private readonly names: ActorNames) {}

  async execute({ tenant, actorId }: WhoAmI): Promise<string | null> {
    const now = { actorId, position: Number.MAX_SAFE_INTEGER };
    const [name = null] = await this.names.namesAt(tenant, [now]);
    return name;
  }
}
