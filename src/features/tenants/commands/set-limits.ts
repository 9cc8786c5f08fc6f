import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import type { Limits } from '../limits.rules.js';
import { tenantStream } from '../tenant.events.js';
import { noSuchTenant, setLimits, tenantFold } from '../tenant.js';

/** Sets what a tenant may use up. */
export class SetLimits extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly tenant: string,
    readonly limits: Limits,
    readonly ifMatch: number | null,
  ) {
    super();
  }
}

@CommandHandler(SetLimits)
export class SetLimitsHandler implements ICommandHandler<SetLimits> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
  ) {}

  async execute({ meta, tenant, limits, ifMatch }: SetLimits): Promise<Appended> {
    if (!(await this.store.tenants()).includes(tenant)) throw noSuchTenant(tenant);
    const stream = tenantStream(tenant);
    return await this.runner.run(meta, async (decision) => {
      const { state, sequence } = await decision.load(stream, tenantFold);
      if (ifMatch !== null && ifMatch !== sequence) throw new StaleSequence(stream, ifMatch, sequence);
      decision.append(stream, null, setLimits(state, tenant, limits));
    });
  }
}
