import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { tenantStream } from '../tenant.events.js';
import { addTenant, noSuchTenant, tenantFold } from '../tenant.js';
import { TenantMaker } from './tenant-maker.js';

export interface TenantAdded {
  readonly appended: Appended;
  /** The key of its first account, known to nobody afterwards; null on a repeat. */
  readonly adminKey: string | null;
}

/** Adds a tenant with a log, an owner's account and a key of its own (`add`), or gives that account a new key. */
export class AddTenant extends Command<TenantAdded> {
  constructor(
    readonly meta: CommandMeta,
    readonly tenant: string,
    readonly action: 'add' | 'new_key',
  ) {
    super();
  }
}

@CommandHandler(AddTenant)
export class AddTenantHandler implements ICommandHandler<AddTenant> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly maker: TenantMaker,
  ) {}

  /** What a crash cuts off is made up by asking for a new key, which makes what is missing. */
  async execute({ meta, tenant, action }: AddTenant): Promise<TenantAdded> {
    const stream = tenantStream(tenant);
    if (action === 'add') {
      const appended = await this.runner.run(meta, async (decision) => {
        const { state } = await decision.load(stream, tenantFold);
        const isThere = state.isAdded || (await this.store.tenants()).includes(tenant);
        decision.append(stream, null, addTenant({ ...state, isAdded: isThere }, tenant));
      });
      if (appended.repeated) return { appended, adminKey: null };
      await this.maker.make(tenant);
      return { appended, adminKey: (await this.maker.adminKey(tenant)).key };
    }
    const [events = []] = await this.store.readStreams(meta.tenant, [stream]);
    if (!events.reduce(tenantFold.evolve, tenantFold.initial).isAdded) throw noSuchTenant(tenant);
    let adminKey: string | null = null;
    await this.maker.make(tenant);
    const issued = await this.maker.adminKey(tenant);
    const appended = await this.runner.run(meta, async (decision) => {
      await decision.load(stream, tenantFold);
      const payload = { tenant, key_id: issued.keyId };
      decision.append(stream, null, [{ type: 'tenant.admin_key_issued', revision: 1, payload }]);
    });
    if (!appended.repeated) adminKey = issued.key;
    return { appended, adminKey };
  }
}
