import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../http/access.decorators.js';
import { Metrics } from '../queries/metrics.js';
import { METRICS_TYPE, writeMetrics } from '../queries/metrics-text.js';

/** For a Prometheus server. Open like the health routes: keep it from the outside (docs/runbook.md). */
@Public()
@ApiTags('Health')
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @Header('content-type', METRICS_TYPE)
  @ApiOkResponse({
    content: { 'text/plain': { schema: { type: 'string', example: 'clearance_database_up 1\n' } } },
  })
  @ApiOperation({ summary: 'Metrics in the Prometheus text format' })
  async read(): Promise<string> {
    return writeMetrics(await this.metrics.collect());
  }

  @Get('debug/metrics')
  @Header('content-type', METRICS_TYPE)
  @ApiExcludeEndpoint()
  async debugRead(): Promise<string> {
    return await this.read();
  }
}
