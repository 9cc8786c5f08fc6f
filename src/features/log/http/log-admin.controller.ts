import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetLogState } from '../queries/log-state.js';
import { LogStateAnswer } from './log-admin.dto.js';

/** How the log is kept, for operators. */
@ApiTags('Operations')
@Needs('admin')
@Controller('v1/admin/log')
export class LogAdminController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'How the sealing of the log stands' })
  async getLogState(@Context() context: RequestContext): Promise<LogStateAnswer> {
    return await this.queries.execute(new GetLogState(context.principal.tenant));
  }
}
