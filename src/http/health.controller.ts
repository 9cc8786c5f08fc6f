import { Controller, Get } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from './access.decorators.js';
import { Drain } from './drain.js';
import { HealthAnswer } from './health.dto.js';
import { HttpProblem } from './problem.js';

/** Whether this node can serve: database, schema version. Provided by whoever knows, from a global module. */
export abstract class Readiness {
  /** `checks` names each check and its state in words. */
  abstract check(): Promise<{ readonly ready: boolean; readonly checks: Readonly<Record<string, string>> }>;
}

/** Liveness and readiness, for orchestrators and load balancers. */
@Public()
@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly drain: Drain,
  ) {}

  /** The process answers. Never touches the database, so that an outage there restarts nothing here. */
  @Get('healthz')
  @ApiOkResponse({ type: HealthAnswer })
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  /** This node can serve. Goes off when the node is going down. */
  @Get('readyz')
  @ApiOkResponse({ type: HealthAnswer })
  async ready(): Promise<HealthAnswer> {
    if (this.drain.isDraining) throw notReady({ server: 'going down' });
    const { ready, checks } = await this.readiness.check();
    if (!ready) throw notReady(checks);
    return { status: 'ready', checks: { ...checks } };
  }

  @Get('debug/healthz')
  @ApiExcludeEndpoint()
  debugLive(): HealthAnswer {
    return this.live();
  }

  @Get('debug/ready')
  @ApiExcludeEndpoint()
  async debugReady(): Promise<HealthAnswer> {
    return this.ready();
  }
}

function notReady(checks: Readonly<Record<string, string>>): HttpProblem {
  return new HttpProblem('not_ready', 'This node cannot serve just now; checks says why.', {
    members: { checks },
  });
}
