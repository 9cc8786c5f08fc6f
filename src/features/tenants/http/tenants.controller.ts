import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { PageQuery } from '../../../http/paging.js';
import { HttpProblem } from '../../../http/problem.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { AddTenant } from '../commands/add-tenant.js';
import { SetLimits } from '../commands/set-limits.js';
import { GetUsage } from '../queries/get-usage.js';
import { ListTenants, type TenantView } from '../queries/list-tenants.js';
import {
  AddTenantBody,
  LimitsBody,
  TenantAddedAnswer,
  TenantBody,
  TenantDetailsBody,
  TenantsAnswer,
  TenantWriteAnswer,
} from './tenants.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { TENANT_COLUMNS } from './tenant-columns.js';

const tenants = new WholeList<TenantBody>('tenants', ({ key }) => key);
const INSTALLATION = 'default';
const REPEATED = 'the key was shown in the first answer; ask for a new one where that was lost';

/** Tenants are the business of the installation's own one: for the others there are none. */
@ApiTags('Tenants')
@Controller('v1/tenants')
export class TenantsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Needs('tenants:read')
  @ApiOperation({ summary: 'The tenants of this installation, by name' })
  @ApiOkResponse({ type: TenantsAnswer })
  async list(
    @Query() query: PageQuery,
    @Context() context: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<TenantsAnswer | StreamableFile> {
    checkInstallation(context);
    const found = await this.queries.execute(new ListTenants(INSTALLATION, null));
    return await list.of(query, TENANT_COLUMNS, tenants.pages(found));
  }

  @Get(':tenant')
  @Needs('tenants:read')
  @ApiOperation({ summary: 'One tenant with its limits, and what of them is used up' })
  async get(
    @Param('tenant') tenant: string,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<TenantDetailsBody> {
    checkInstallation(context);
    const view = await this.view(tenant, answer);
    return { ...view, usage: await this.queries.execute(new GetUsage(tenant)) };
  }

  @Post()
  @Needs('tenants:write')
  @ApiOperation({
    summary: 'Add a tenant',
    description:
      'With a log, an account `svc_admin` (owner) and its first key, which is in this answer and nowhere else.',
  })
  async add(
    @Body() body: AddTenantBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TenantAddedAnswer> {
    checkInstallation(context);
    answer.location(`/v1/tenants/${body.key}`);
    return await this.added(new AddTenant(commandMeta(context, key), body.key, 'add'), answer);
  }

  @Post(':tenant/admin-key')
  @HttpCode(200)
  @Needs('tenants:write')
  @ApiOperation({
    summary: "Give the tenant's first account a new key",
    description: 'The one that it got in this way before is revoked. For a tenant that lost its key.',
  })
  async issueAdminKey(
    @Param('tenant') tenant: string,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TenantAddedAnswer> {
    checkInstallation(context);
    return await this.added(new AddTenant(commandMeta(context, key), tenant, 'new_key'), answer);
  }

  @FirstAnswer()
  @Put(':tenant/limits')
  @Needs('tenants:write')
  @ApiOperation({
    summary: 'Set what a tenant may use up',
    description: 'All three members are needed; null is no limit. It holds on every node within 5 s.',
  })
  async setLimits(
    @Param('tenant') tenant: string,
    @Body() body: LimitsBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TenantWriteAnswer> {
    checkInstallation(context);
    const { items, events_per_day, requests_per_minute } = body;
    const limits = { items, events_per_day, requests_per_minute };
    const appended = await this.commands.execute(
      new SetLimits(commandMeta(context, key), tenant, limits, ifMatch),
    );
    return writeAnswer(appended, await this.view(tenant, answer));
  }

  private async added(command: AddTenant, answer: AnswerHeaders): Promise<TenantAddedAnswer> {
    const { appended, adminKey } = await this.commands.execute(command);
    const view = await this.view(command.tenant, answer);
    return writeAnswer(appended, { ...view, admin_key: adminKey, note: adminKey === null ? REPEATED : null });
  }

  private async view(tenant: string, answer: AnswerHeaders): Promise<TenantView> {
    const [view] = await this.queries.execute(new ListTenants(INSTALLATION, tenant));
    if (!view) throw new Error('a tenant that is there was not read');
    answer.etag(view.sequence);
    return view;
  }
}

/** @throws HttpProblem `not_found` */
function checkInstallation({ principal }: RequestContext): void {
  if (principal.tenant !== INSTALLATION)
    throw new HttpProblem('not_found', 'The tenants of an installation are known to its own tenant alone.');
}
