import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ChangeConnection } from '../../../features/connections/commands/change-connection.js';
import { type KnownConnection, ListConnections } from '../../../features/connections/connections.module.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { IfMatch } from '../../../http/if-match.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { Connections } from '../connections.js';
import { JobStore } from '../jobs/job-store.js';
import { PollStore } from '../jobs/poll-store.js';
import { TicketingWorker } from '../jobs/worker.js';
import { ConnectionDetails, ConnectionPage, ConnectionWriteAnswer } from './connection-answers.dto.js';
import { ConnectionForm } from './connection-form.js';
import {
  ConnectionChangeBody,
  ConnectionPathOf,
  InboundSecretBody,
  NewConnectionBody,
  RemovalBody,
  SecretBody,
} from './connection.dto.js';
import { connectionView, healthView } from './connection-view.js';
import { ConnectionWriter } from './connection-writer.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { CONNECTION_COLUMNS } from './ticketing-columns.js';

const PATH = '/v1/ticketing/connections';
const cursor = new CursorOf('connections', ['number']);

@ApiTags('Ticketing')
@Controller('v1/ticketing/connections')
export class ConnectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly connections: Connections,
    private readonly form: ConnectionForm,
    private readonly writer: ConnectionWriter,
    private readonly jobs: JobStore,
    private readonly polls: PollStore,
    private readonly worker: TicketingWorker,
    private readonly kept: KeptAnswers,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('integrations:write')
  @ApiOperation({
    summary: 'Connect a ticket system',
    description: 'Its secrets are kept encrypted and never shown.',
  })
  async add(
    @Body() body: NewConnectionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const described = await this.form.read(context.principal.tenant, body, null, body.key);
    const { appended, id } = await this.writer.add(commandMeta(context, key), body, described);
    answer.location(`${PATH}/${id}`);
    return await this.tell(appended, id, context, answer);
  }

  @Get()
  @Needs('integrations:read')
  @ApiOperation({ summary: 'List the connections, in the order they were added' })
  @ApiOkResponse({ type: ConnectionPage })
  async list(
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<ConnectionPage | StreamableFile> {
    return await list.of(query, CONNECTION_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const { value, position } = await this.queries.execute(
        new ListConnections(principal.tenant, after, limit + 1, query.consistency ?? 'current'),
      );
      const details = await this.details(principal.tenant, value);
      return { position, ...keysetPage(details, limit, (row) => cursor.write([row.position])) };
    });
  }

  @Get(':connection')
  @Needs('integrations:read')
  @ApiOperation({ summary: 'One connection, and how it is doing' })
  async get(
    @Param() path: ConnectionPathOf,
    @Query() query: ReadQuery,
    @Context() { principal }: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionDetails> {
    const consistency = query.consistency ?? 'current';
    const { value, position } = await this.queries.execute(
      new ListConnections(principal.tenant, -1, 1, consistency, path.connection),
    );
    const [found] = await this.details(principal.tenant, value);
    if (!found) throw absent(path.connection);
    answer.position(position).etag(found.sequence);
    return found;
  }

  @FirstAnswer()
  @Patch(':connection')
  @Needs('integrations:write')
  @ApiOperation({
    summary: 'Change how a connection behaves or where it goes',
    description: 'What is left out stays.',
  })
  async change(
    @Param() path: ConnectionPathOf,
    @Body() body: ConnectionChangeBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const { tenant } = context.principal;
    const { id, rules, place, key: name } = await this.known(tenant, path.connection);
    const before = place ? { rules, place } : null;
    const described = await this.form.read(tenant, body, before, name);
    const command = new ChangeConnection(
      commandMeta(context, key),
      id,
      { do: 'change', ...described },
      ifMatch,
    );
    return await this.tell(await this.commands.execute(command), id, context, answer);
  }

  @FirstAnswer()
  @Post(':connection/secret')
  @HttpCode(200)
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Give a connection another secret to log in with' })
  async rotate(
    @Param() path: ConnectionPathOf,
    @Body() body: SecretBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const connection = await this.known(context.principal.tenant, path.connection);
    const secret = { which: 'api', text: body.secret, keepsOld: false } as const;
    const appended = await this.writer.rotate(commandMeta(context, key), connection, secret, ifMatch);
    return await this.tell(appended, connection.id, context, answer);
  }

  @Post(':connection/inbound-secret')
  @HttpCode(200)
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Give a connection another secret to verify calls with, or none' })
  async rotateInbound(
    @Param() path: ConnectionPathOf,
    @Body() body: InboundSecretBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const connection = await this.known(context.principal.tenant, path.connection);
    const secret = { which: 'inbound', text: body.secret, keepsOld: body.keep_old ?? false } as const;
    const appended = await this.writer.rotate(commandMeta(context, key), connection, secret, ifMatch);
    return await this.tell(appended, connection.id, context, answer);
  }

  @FirstAnswer()
  @Delete(':connection')
  @Needs('integrations:write')
  @ApiOperation({
    summary: 'Remove a connection',
    description: 'Its secrets and what it had still to do are forgotten; tickets stay on both sides.',
  })
  async remove(
    @Param() path: ConnectionPathOf,
    @Body() body: RemovalBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const { tenant } = context.principal;
    const given =
      (await this.kept.earlier<ConnectionWriteAnswer>(tenant, key)) ??
      (await this.removed(context, path.connection, body.reason, key, ifMatch));
    answer.etag(given.resource.sequence);
    return given;
  }

  private async removed(
    context: RequestContext,
    ref: string,
    reason: string,
    key: IdempotencyClaim | null,
    ifMatch: number | null,
  ): Promise<ConnectionWriteAnswer> {
    const { tenant } = context.principal;
    const connection = await this.known(tenant, ref);
    const appended = await this.writer.remove(commandMeta(context, key), connection, reason, ifMatch);
    const sequence = appended.events.at(-1)?.sequence ?? connection.sequence;
    return writeAnswer(appended, { ...connectionView(connection), sequence });
  }

  private async known(tenant: string, ref: string): Promise<KnownConnection> {
    const found = await this.connections.one(tenant, ref);
    if (!found) throw absent(ref);
    return found;
  }

  private async tell(
    appended: Appended,
    id: string,
    { principal }: RequestContext,
    answer: AnswerHeaders,
  ): Promise<ConnectionWriteAnswer> {
    const connection = await this.known(principal.tenant, id);
    this.worker.wake();
    answer.etag(connection.sequence);
    return writeAnswer(appended, connectionView(connection));
  }

  private async details(
    tenant: string,
    connections: readonly KnownConnection[],
  ): Promise<ConnectionDetails[]> {
    if (connections.length === 0) return [];
    const [counts, polls] = await Promise.all([this.jobs.counts(tenant), this.polls.states(tenant)]);
    return connections.map((connection) => ({
      ...connectionView(connection),
      health: healthView(
        counts.find((one) => one.connection === connection.id),
        polls.get(connection.id),
      ),
    }));
  }
}

function absent(ref: string): Refusal {
  return new Refusal('not_found', `there is no connection "${ref}"`, '/connection');
}
