import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { AuditedRefusal, Refusal } from '../../../eventstore/refusal.js';
import type { ItemEvent } from '../item.events.js';
import type { TicketEffect } from '../item-tickets.events.js';
import { decideItem, refused } from '../item.js';
import { type ItemInScope, type ItemRef, ItemScope } from '../item-scope.js';
import { newsOf, observed, type Observation, refusedBefore } from '../ticket.js';

export type { Observation } from '../ticket.js';

/**
 * What a ticket that becomes done is to the item, and why, in words. `unknown`: it would be attested, had the user there
 * been a member who may.
 */
export interface OnDone {
  readonly effect: 'check' | 'propose' | 'unknown';
  readonly reason: string;
}

/**
 * Records how a ticket stands in the other system, and attests its item in the same append where `onDone` says so and
 * the ticket has become done. The rules of the item hold as for anybody else: the ticket's end stays an observation, and
 * what they refuse is thrown (Refusal) after that is recorded. Records nothing where there is no news.
 */
export class ObserveTicket extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly seen: Observation,
    readonly onDone: OnDone,
    /** Whether to try once more what was refused before. */
    readonly isRetry: boolean = false,
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
        await this.observe(command, false);
      throw error;
    }
  }

  private async observe(command: ObserveTicket, mayCheck: boolean): Promise<Appended> {
    const { meta, ref, seen } = command;
    return await this.runner.run(meta, async (decision) => {
      const item = await this.scope.load(decision, ref, null);
      const { subject } = item.target;
      const { state } = item.loaded;
      const news = newsOf(state, subject, seen);
      const ticket = news ?? (command.isRetry && mayCheck ? refusedBefore(state, subject, seen) : null);
      if (!ticket) return;
      const effect = effectOf(command, item, mayCheck);
      if (news === null && effect !== 'checked') return;
      const events = [observed(ticket, subject, seen, effect)];
      if (effect === 'checked') events.push(...attested(command, item));
      decision.append(item.stream, item.projectId, events);
    });
  }
}

function effectOf({ seen, onDone }: ObserveTicket, item: ItemInScope, mayCheck: boolean): TicketEffect {
  const { loaded, target, projectId } = item;
  if (seen.state !== 'done' || seen.ours || loaded.state.status === 'checked') return null;
  if (onDone.effect === 'unknown' && mayCheck) {
    const words = `${seen.by ?? 'nobody who is named'} is no member who may attest “${target.subject.title}”`;
    throw refused('missing_right', words, target.subject, projectId, 'item.checked');
  }
  if (onDone.effect !== 'check') return 'proposed';
  return mayCheck ? 'checked' : 'refused';
}

/** Whatever its rules have against it is recorded: nobody is there to read an answer. */
function attested(command: ObserveTicket, item: ItemInScope): ItemEvent[] {
  try {
    return checked(command, item);
  } catch (error) {
    if (!(error instanceof Refusal) || error instanceof AuditedRefusal) throw error;
    const { project_key, checklist_key, item_key } = item.target.subject;
    throw new AuditedRefusal('unmet_rule', error.code, error.message, {
      project: item.projectId,
      payload: { project_key, checklist_key, item_key, action: 'item.checked' },
    });
  }
}

function checked({ seen, onDone }: ObserveTicket, { loaded, target }: ItemInScope): ItemEvent[] {
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
