import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream } from '../../access/access.events.js';
import { personBehind, Ties } from '../../access/access.module.js';
import { Eraser } from '../eraser.js';
import {
  approveErasure,
  positionsOf,
  privacyFold,
  rangesOf,
  rejectErasure,
  requestErasure,
  type Touched,
} from '../privacy.js';
import { privacyStream } from '../privacy.events.js';

/** Asks that private parts go: at these positions, and every profile of an account. */
export class RequestErasure extends Command<{ id: string; appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly positions: readonly number[],
    readonly account: string | null,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
  ) {}

  /** Refuses (not_found) positions without a private part and accounts that are not there. */
  async execute({
    meta,
    positions,
    account,
    reason,
  }: RequestErasure): Promise<{ id: string; appended: Appended }> {
    const { tenant } = meta;
    const id = opaqueId('era');
    const found = await this.store.readPositions(tenant, positions);
    const lacking = positions.find(
      (position) => !found.some((event) => event.position === position && hasPrivate(event)),
    );
    if (lacking !== undefined)
      throw new Refusal('not_found', `the event at position ${lacking} has no private part`, '/positions');
    if (account !== null && (await profilesOf(this.store, tenant, account)).length === 0)
      throw new Refusal('not_found', `there is no account "${account}"`, '/account');
    const event = requestErasure(meta.context.actor, id, { ranges: rangesOf(positions), account }, reason);
    const appended = await this.runner.run(meta, async (decision) => {
      await decision.load(privacyStream(tenant), privacyFold);
      decision.append(privacyStream(tenant), null, [event]);
    });
    const payload = appended.events[0]?.payload as { erasure_id: string } | undefined;
    return { id: payload?.erasure_id ?? id, appended };
  }
}

/** The second person's word: what was asked for goes. */
export class ApproveErasure extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
  ) {
    super();
  }
}

@CommandHandler(ApproveErasure)
export class ApproveErasureHandler implements ICommandHandler<ApproveErasure> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly eraser: Eraser,
    private readonly ties: Ties,
  ) {}

  /** Recorded first, then deleted. Refuses as `approveErasure` does. */
  async execute({ meta, id }: ApproveErasure): Promise<Appended> {
    const { tenant } = meta;
    const appended = await this.runner.run(meta, async (decision) => {
      const { state } = await decision.load(privacyStream(tenant), privacyFold);
      const wanted = state.erasures.get(id);
      const events = [
        ...(await this.store.readPositions(tenant, positionsOf([...(wanted?.ranges ?? [])]))),
        ...(wanted?.account ? await profilesOf(this.store, tenant, wanted.account) : []),
      ];
      const ranges = rangesOf(events.map(({ position }) => position));
      const { actor } = meta.context;
      const { tied } = await this.ties.of(meta, await personBehind(decision.lookup, tenant, actor));
      const event = approveErasure(state, id, actor, ranges, events.map(touchedBy), tied);
      decision.append(privacyStream(tenant), null, [event]);
    });
    await this.eraser.finish(tenant);
    return appended;
  }
}

/** What was asked for stays. */
export class RejectErasure extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly id: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RejectErasure)
export class RejectErasureHandler implements ICommandHandler<RejectErasure> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, id, reason }: RejectErasure): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const { state } = await decision.load(privacyStream(meta.tenant), privacyFold);
      decision.append(privacyStream(meta.tenant), null, [rejectErasure(state, id, reason)]);
    });
  }
}

async function profilesOf(store: EventStore, tenant: string, account: string): Promise<RecordedEvent[]> {
  const [events = []] = await store.readStreams(tenant, [accountStream(account)]);
  return events.filter(({ type }) => type === 'access.profile_recorded');
}

function hasPrivate(event: RecordedEvent): boolean {
  return event.private !== null && event.private !== undefined;
}

function touchedBy({ position, project, actor, stream }: RecordedEvent): Touched {
  return { position, project, accounts: stream.type === 'access' ? [actor.id, stream.id] : [actor.id] };
}
