import { ApiPropertyOptional } from '@nestjs/swagger';

/** An answer of the health routes. */
export class HealthAnswer {
  /** `ok` of a process that lives, `ready` of a node that can serve. @example 'ok' */
  status!: 'ok' | 'ready';

  /** Each check of readiness and its state. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  checks?: Record<string, string>;
}
