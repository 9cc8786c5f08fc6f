import type { AddressInfo } from 'node:net';
import { Global, Injectable, Module, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import supertest from 'supertest';
import { expect } from 'vitest';
import { type AppOptions, configureApp, fastifyOptions } from '../../src/app.setup.js';
import { StoreUnavailable } from '../../src/eventstore/errors.js';
import { Readiness } from '../../src/http/health.controller.js';
import { HttpModule } from '../../src/http/http.module.js';
import { scopesOf } from '../../src/features/access/roles.rules.js';
import { Authenticator, type Principal } from '../../src/http/principal.js';
import type { MemberError } from '../../src/http/problem.js';

/** Knows a token for each role, which is the role's name. */
@Injectable()
export class TinyAuthenticator extends Authenticator {
  async authenticate(bearer: string): Promise<Principal | null> {
    if (bearer === 'outage') throw new StoreUnavailable('no connection', 'not_done');
    const match = /^(owner|admin|manager|contributor|approver|script|auditor|stranger)(?:\.(\w+))?$/.exec(
      bearer,
    );
    if (match === null) return null;
    return {
      tenant: 'default',
      actor: { id: `usr_${match[2] ?? match[1]}`, kind: 'human' },
      credentialId: 'key_1',
      authMethod: 'api_key',
      roles: [match[1] as string],
      scopes: scopesOf([match[1] as string]),
    };
  }
}

/** Ready until a test says otherwise. */
@Injectable()
export class TinyReadiness extends Readiness {
  state = { ready: true, checks: { database: 'ok' } };

  async check(): Promise<TinyReadiness['state']> {
    return this.state;
  }
}

@Global()
@Module({
  providers: [
    { provide: Authenticator, useClass: TinyAuthenticator },
    { provide: Readiness, useClass: TinyReadiness },
  ],
  exports: [Authenticator, Readiness],
})
class TinyAccess {}

export interface TinyApp {
  readonly app: NestFastifyApplication;
  readonly http: ReturnType<typeof supertest>;
  readonly url: string;
  readonly port: number;
}

export interface TinyOptions extends Partial<AppOptions> {
  readonly controllers: Type[];
  readonly modules?: Parameters<typeof Module>[0]['imports'];
  readonly server?: ReturnType<typeof fastifyOptions>;
}

/** Starts an application of these controllers, with all the manners, on a free port. */
export async function startApp({
  controllers,
  modules = [],
  server,
  ...options
}: TinyOptions): Promise<TinyApp> {
  const module = Test.createTestingModule({ imports: [HttpModule, TinyAccess, ...modules], controllers });
  const compiled = await module.compile();
  const adapter = new FastifyAdapter(server ?? fastifyOptions());
  const app = compiled.createNestApplication<NestFastifyApplication>(adapter, { logger: false });
  configureApp(app, { version: '1.2.3', ...options });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { app, http: supertest(url), url, port };
}

/** The Authorization header of a role. */
export function as(role: string): { authorization: string } {
  return { authorization: `Bearer ${role}` };
}

/** The wrong members that a 400 names. */
export function wrongMembers(answer: supertest.Response): readonly MemberError[] {
  expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/problem+json']);
  expect(answer.body).toMatchObject({ code: 'invalid_request', status: 400 });
  return (answer.body as { errors: readonly MemberError[] }).errors;
}
