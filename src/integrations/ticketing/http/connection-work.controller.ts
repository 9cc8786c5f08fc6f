import { Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { Needs } from '../../../http/access.decorators.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { CursorOf, PageQuery } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { Connections } from '../connections.js';
import { ConnectorFactory } from '../connector-factory.js';
import { faultOf } from '../jobs/backoff.js';
import { JobStore } from '../jobs/job-store.js';
import { TicketingWorker } from '../jobs/worker.js';
import { ConnectionTest, TicketRetryAnswer, TicketFailurePage } from './connection-answers.dto.js';
import { ConnectionPathOf, FailurePath } from './connection.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { TICKET_FAILURE_COLUMNS } from './ticketing-columns.js';

const cursor = new CursorOf('ticket-failures', ['text']);

/** What a connection does: whether it works, what went wrong, and once more. */
@ApiTags('Ticketing')
@Controller('v1/ticketing/connections/:connection')
export class ConnectionWorkController {
  constructor(
    private readonly connections: Connections,
    private readonly factory: ConnectorFactory,
    private readonly jobs: JobStore,
    private readonly worker: TicketingWorker,
    private readonly kept: KeptAnswers,
  ) {}

  @Post('test')
  @HttpCode(200)
  @Needs('integrations:write')
  @ApiOperation({
    summary: 'Log in there, and see who the connection is',
    description: 'Changes nothing there.',
  })
  async test(
    @Param() path: ConnectionPathOf,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<ConnectionTest> {
    return await this.kept.once(principal.tenant, key, () => this.tested(principal.tenant, path.connection));
  }

  @Get('failures')
  @Needs('integrations:read')
  @ApiOperation({ summary: 'What could not be done and waits for somebody' })
  @ApiOkResponse({ type: TicketFailurePage })
  async failures(
    @Param() path: ConnectionPathOf,
    @Query() query: PageQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<TicketFailurePage | StreamableFile> {
    const { id } = await this.known(principal.tenant, path.connection);
    return await list.of(query, TICKET_FAILURE_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? '';
      const found = await this.jobs.failures(principal.tenant, id, after, limit + 1);
      return keysetPage(found, limit, (failure) => cursor.write([failure.id]));
    });
  }

  @Post('failures/retry')
  @HttpCode(200)
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Try all failures of a connection again' })
  async retryAll(
    @Param() path: ConnectionPathOf,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<TicketRetryAnswer> {
    return await this.kept.once(principal.tenant, key, async () => {
      const { id } = await this.known(principal.tenant, path.connection);
      const retried = await this.jobs.retry(principal.tenant, id, null);
      this.worker.wake();
      return { retried };
    });
  }

  @Post('failures/:failure/retry')
  @HttpCode(200)
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Try one failure again' })
  async retry(
    @Param() path: FailurePath,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<TicketRetryAnswer> {
    return await this.kept.once(principal.tenant, key, async () => {
      const { id } = await this.known(principal.tenant, path.connection);
      const retried = await this.jobs.retry(principal.tenant, id, path.failure);
      if (retried === 0)
        throw new Refusal('not_found', `the connection has no failure "${path.failure}"`, '/failure');
      this.worker.wake();
      return { retried };
    });
  }

  private async tested(tenant: string, ref: string): Promise<ConnectionTest> {
    const connection = await this.known(tenant, ref);
    try {
      const user = await (await this.factory.of(tenant, connection)).whoAmI();
      return { ok: true, user: user.login ?? (user.id || null), failure: null, error: null };
    } catch (error) {
      const { code: failure, error: words } = faultOf(error, 1, 0, 0);
      return { ok: false, user: null, failure, error: words };
    }
  }

  private async known(tenant: string, ref: string): Promise<KnownConnection> {
    const found = await this.connections.one(tenant, ref);
    if (!found) throw new Refusal('not_found', `there is no connection "${ref}"`, '/connection');
    return found;
  }
}
