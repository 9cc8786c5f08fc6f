import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import { Needs } from '../../../http/access.decorators.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { Rebuilds } from '../rebuilds.js';
import { ProjectionsAnswer, RebuildAnswer, RebuildBody } from './operations.dto.js';

const PROJECTION_STATES = sqlFile(import.meta.url, '../sql/projection-states.sql');

interface StateRow {
  readonly projection: string;
  readonly version: number;
  readonly position: number;
  readonly head: number;
  readonly updated_at: string;
  readonly retrying: number;
  readonly given_up: number;
  readonly dismissed: number;
}

@ApiTags('Operations')
@Needs('admin')
@Controller('v1/admin/projections')
export class ProjectionsController {
  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly rebuilds: Rebuilds,
    private readonly database: Database,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How far each projection has read the log' })
  async list(@Context() context: RequestContext): Promise<ProjectionsAnswer> {
    const { tenant } = context.principal;
    const rows = await inTenant(this.database.read, tenant, 'read', (sql) =>
      sql.unsafe<StateRow[]>(PROJECTION_STATES, [tenant]),
    );
    const data = this.registry.names().map((name) => {
      const { version } = this.registry.projector(name).projection;
      const row = rows.find((entry) => entry.projection === name && entry.version === version);
      const head = row?.head ?? rows[0]?.head ?? 0;
      return {
        name,
        version,
        position: (row?.position ?? 0) - 1,
        lag: head - (row?.position ?? 0),
        updated_at: row?.updated_at ?? null,
        failed_events: {
          retrying: row?.retrying ?? 0,
          given_up: row?.given_up ?? 0,
          dismissed: row?.dismissed ?? 0,
        },
        rebuild: this.rebuilds.state(name),
      };
    });
    return { data };
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Rebuild a projection from the events',
    description:
      'The tables go on serving while shadows are filled; then they are swapped in one transaction.',
  })
  rebuild(@Param('name') name: string, @Body() body: RebuildBody): RebuildAnswer {
    return this.rebuilds.start(name, {
      fresh: body?.fresh ?? false,
      verify: body?.verify ?? false,
      keepIfDifferent: body?.on_difference === 'keep',
    });
  }

  @Get(':name/rebuild')
  @ApiOperation({ summary: 'How a rebuild stands' })
  rebuildState(@Param('name') name: string): RebuildAnswer {
    return this.rebuilds.state(name);
  }
}
