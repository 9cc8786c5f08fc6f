import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { type ItemRef, ItemScope } from '../item-scope.js';
import { type AskTicket, type FoundTicket, linkTicket, requestTicket, unlinkTicket } from '../ticket.js';

export type { AskTicket, FoundTicket } from '../ticket.js';

/** What is done about the tickets of an item. */
export type TicketChange =
  | ({ readonly do: 'request' } & AskTicket)
  | { readonly do: 'link'; readonly found: FoundTicket; readonly how: 'created' | 'existing' }
  | { readonly do: 'unlink'; readonly ticketId: string; readonly reason: string | null };

/** Asks for, links or takes off a ticket; records nothing where that was done already. */
export class ChangeTickets extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly ref: ItemRef,
    readonly change: TicketChange,
    readonly ifMatch: number | null = null,
  ) {
    super();
  }
}

@CommandHandler(ChangeTickets)
export class ChangeTicketsHandler implements ICommandHandler<ChangeTickets> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scope: ItemScope,
  ) {}

  async execute({ meta, ref, change, ifMatch }: ChangeTickets): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const { stream, projectId, loaded, target } = await this.scope.load(decision, ref, ifMatch);
      const { state } = loaded;
      const { subject } = target;
      const events =
        change.do === 'request'
          ? requestTicket(state, subject, change)
          : change.do === 'link'
            ? linkTicket(state, subject, change.found, change.how)
            : unlinkTicket(state, subject, change.ticketId, change.reason);
      decision.append(stream, projectId, events);
    });
  }
}
