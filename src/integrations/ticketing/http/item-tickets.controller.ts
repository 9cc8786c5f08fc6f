import { Body, Controller, Delete, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ChangeTickets, type TicketChange } from '../../../features/items/commands/change-tickets.js';
import { GetItem, ItemPath, type ItemView } from '../../../features/items/items.module.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { TicketFinder } from '../ticket-finder.js';
import { TicketingWorker } from '../jobs/worker.js';
import {
  NewTicketBody,
  TicketPage,
  TicketPath,
  TicketWriteAnswer,
  UnlinkAnswer,
  UnlinkBody,
} from './ticket.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { TICKET_COLUMNS } from './ticketing-columns.js';

const tickets = new WholeList<{ id: string }>('tickets', ({ id }) => id);

@ApiTags('Tickets')
@Controller('v1/projects/:project/checklists/:checklist/items/:item/tickets')
export class ItemTicketsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly finder: TicketFinder,
    private readonly worker: TicketingWorker,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('items:write')
  @ApiOperation({
    summary: 'Make a ticket for an item, or link one that is there',
    description:
      'A new one is `requested` in this answer and made at once afterwards, again and again until the other system has taken it; then the item shows its key and URL.',
  })
  async add(
    @Param() path: ItemPath,
    @Body() body: NewTicketBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TicketWriteAnswer> {
    const { tenant } = context.principal;
    // An item that is not there is said before a connection that is not, as on every route of an item.
    await this.item(path, context);
    const connection = await this.finder.connection(tenant, body.connection);
    const ticketId = opaqueId('tkt');
    const change: TicketChange =
      body.ticket === undefined
        ? { do: 'request', ticketId, connectionId: connection.id, rule: null }
        : {
            do: 'link',
            how: 'existing',
            found: await this.finder.find(tenant, connection, body.ticket, ticketId),
          };
    const appended = await this.commands.execute(
      new ChangeTickets(commandMeta(context, key), path, change, ifMatch),
    );
    const item = await this.item(path, context);
    const id = idIn(appended);
    const ticket = item.tickets.find((one) => one.id === id);
    if (!ticket) throw new Refusal('not_found', 'the ticket was taken off again', '/ticket');
    this.worker.wake();
    answer.location(
      `/v1/projects/${path.project}/checklists/${path.checklist}/items/${item.key}/tickets/${id}`,
    );
    return writeAnswer(appended, ticket);
  }

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'The tickets of an item' })
  @ApiOkResponse({ type: TicketPage })
  async list(
    @Param() path: ItemPath,
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<TicketPage | StreamableFile> {
    const get = new GetItem(principal.tenant, path, query.consistency ?? 'current');
    const { value, ...reflected } = await this.queries.execute(get);
    const read = tickets.pages(value.tickets);
    return await list.of(query, TICKET_COLUMNS, (...page) => ({ ...reflected, ...read(...page) }));
  }

  @Get(':ticket')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One of them' })
  async get(
    @Param() path: TicketPath,
    @Query() query: ReadQuery,
    @Context() { principal }: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<TicketWriteAnswer['resource']> {
    const get = new GetItem(principal.tenant, path, query.consistency ?? 'current');
    const { value, position, setAside } = await this.queries.execute(get);
    const ticket = value.tickets.find(({ id }) => id === path.ticket);
    if (!ticket) throw new Refusal('not_found', `the item has no ticket "${path.ticket}"`, '/ticket');
    answer.position(position).setAside(setAside);
    return ticket;
  }

  @FirstAnswer()
  @Delete(':ticket')
  @Needs('items:write')
  @ApiOperation({ summary: 'Take a ticket off an item', description: 'The other system keeps it.' })
  async remove(
    @Param() path: TicketPath,
    @Body() body: UnlinkBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
  ): Promise<UnlinkAnswer> {
    const change = { do: 'unlink', ticketId: path.ticket, reason: body.reason ?? null } as const;
    const appended = await this.commands.execute(
      new ChangeTickets(commandMeta(context, key), path, change, ifMatch),
    );
    const { key: item, tickets } = await this.item(path, context);
    return writeAnswer(appended, { item, tickets });
  }

  private async item(path: ItemPath, { principal }: RequestContext): Promise<ItemView> {
    return (await this.queries.execute(new GetItem(principal.tenant, path, 'current'))).value;
  }
}

/** The id of the ticket that was asked for or linked: of the first time, where the request was a repetition. */
function idIn({ events }: Appended): string {
  const id = events.at(-1)?.payload['ticket_id'];
  return typeof id === 'string' ? id : '';
}
