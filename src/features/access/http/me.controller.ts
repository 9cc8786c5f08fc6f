import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WhoAmI } from '../queries/who-am-i.js';
import { MeBody } from './access.dto.js';

@ApiTags('Me')
@Controller('v1/me')
export class MeController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('me:read')
  @ApiOperation({
    summary: 'Who am I',
    description: 'The actor that events of this credential carry, and what it may do.',
  })
  async get(@Context() { principal }: RequestContext): Promise<MeBody> {
    return {
      ...principal.actor,
      name: await this.queries.execute(new WhoAmI(principal.tenant, principal.actor.id)),
      roles: [...principal.roles],
      scopes: [...principal.scopes].sort(),
      projects: [...(principal.projects ?? [])].map(([project, scopes]) => ({
        project,
        scopes: [...scopes].sort(),
      })),
      tenant: principal.tenant,
      credential_id: principal.credentialId,
      auth_method: principal.authMethod,
    };
  }
}
