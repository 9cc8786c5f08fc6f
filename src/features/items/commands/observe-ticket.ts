import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { TicketEffect } from '../item-tickets.events.js';
import { decideItem } from '../item.js';
import { type ItemInScope, type ItemRef, ItemScope } from '../item-scope.js';
import { newsOf, observed, type Observation } from '../ticket.js';

export type { Observation } from '../ticket.js';

/**
 * Records how a ticket stands in the other system, and attests its item in the same append where `onDone` says so and
 * the ticket has become done. The rules of the item hold as for anybody else: what they refuse is recorded as a refusal,
 * and the ticket's end stays an observation. Records nothing where there is no news.
 */
export class ObserveTicket extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly seen: Observation,
    /** What a ticket that becomes done is to the item, and why, in words. */
    readonly onDone: { readonly effect: 'check' | 'propose'; readonly reason: string },
  ) {
    super();
  }
}

@CommandHandler(ObserveTicket)
export class ObserveTicketHandler implements ICommandHandler<ObserveTicket> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute(command: ObserveTicket): Promise<Appended> {
    try {
      return await this.observe(command, true);
    } catch (error) {
      // An audited refusal has been recorded by now; that the ticket is done is so all the same.
      if (error instanceof Refusal && error.code !== 'not_found' && error.code !== 'closed')
        return await this.observe(command, false);
      throw error;
    }
  }

  private async observe(command: ObserveTicket, mayCheck: boolean): Promise<Appended> {
    const { meta, ref, seen } = command;
    return await this.runner.run(meta, async (decision) => {
      const item = await this.scope.load(decision, ref, null);
      const { subject } = item.target;
      const ticket = newsOf(item.loaded.state, subject, seen);
      if (!ticket) return;
      const effect = effectOf(command, item, mayCheck);
      const events = [observed(ticket, subject, seen, effect)];
      if (effect === 'checked') events.push(...attested(command, item));
      decision.append(item.stream, item.projectId, events);
    });
  }
}

function effectOf({ seen, onDone }: ObserveTicket, { loaded }: ItemInScope, mayCheck: boolean): TicketEffect {
  if (seen.state !== 'done' || seen.ours || loaded.state.status === 'checked') return null;
  if (onDone.effect === 'propose') return 'proposed';
  return mayCheck ? 'checked' : 'refused';
}

function attested({ seen, onDone }: ObserveTicket, { loaded, target }: ItemInScope) {
  const now = new Date().toISOString();
  return decideItem(loaded.state, {
    ...target,
    type: 'item.checked',
    reason: onDone.reason,
    evidence: [],
    // The other system's clock may be ahead of this one's.
    effectiveAt: seen.changedAt !== null && seen.changedAt < now ? seen.changedAt : null,
    measured: null,
    fourEyes: 'required',
    setAsideId: '',
    now,
  });
}
