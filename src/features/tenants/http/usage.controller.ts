import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetUsage } from '../queries/get-usage.js';
import { UsageBody } from './tenants.dto.js';

/** What a tenant learns of its own quotas; the installation's own one sees those of all (`/v1/tenants/{tenant}`). */
@ApiTags('Tenants')
@Controller('v1/usage')
export class UsageController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('operations:read')
  @ApiOperation({ summary: "Your tenant's quotas, and what of them is used up" })
  async ofOwn(@Context() { principal }: RequestContext): Promise<UsageBody> {
    return await this.queries.execute(new GetUsage(principal.tenant));
  }
}
