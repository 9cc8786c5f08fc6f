import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { openShop } from '../http/shop.mjs';
import { built } from '../support/dist.mjs';
import { startServer } from '../support/server.mjs';

const ADMIN_KEY = 'an-admin-key-for-benchmarks-alone';

/** The whole application in this process, as the service makes it, with projects to check items of. */
export async function startInProcess() {
  const server = await startServer();
  const folder = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  const { Database } = await built('database/database.js');
  const { AppModule } = await built('app.module.js');
  const { configureApp, fastifyOptions } = await built('app.setup.js');
  const { bootstrapTenant } = await built('bootstrap.js');
  const { readConfig } = await built('config.js');
  const { InlineChecklistParser } = await built('features/templates/parsing/parse-in-worker.js');
  const { Authenticator } = await built('http/principal.js');
  const { DecideItem } = await built('features/items/commands/decide-item.js');
  const config = readConfig({ CLEARANCE_DATA_DIR: folder, CLEARANCE_ADMIN_KEY: ADMIN_KEY });
  const database = Database.open(server.base);
  const parser = new InlineChecklistParser();
  const app = await NestFactory.create(
    AppModule.forRoot({ config, database, parser }),
    new FastifyAdapter(fastifyOptions()),
    { logger: ['error', 'warn'] },
  );
  configureApp(app, { version: '0.0.0-bench' });
  await app.init();
  await bootstrapTenant(app, config);
  await app.listen(0, '127.0.0.1');
  const address = app.getHttpServer().address();
  const shop = await openShop({ url: `http://127.0.0.1:${address.port}`, adminKey: ADMIN_KEY });
  const paths = shop.paths(1)[0];
  const authenticator = app.get(Authenticator, { strict: false });
  const commands = app.get(CommandBus, { strict: false });
  const principal = await authenticator.authenticate(shop.key);
  const fastify = app.getHttpAdapter().getInstance();
  const urlOf = (lane, turn) => paths[(lane + 32 * turn) % paths.length];
  return {
    serverPid: server.pid,
    version: server.version,
    pathOf,
    authenticate: async () => void (await authenticator.authenticate(shop.key)),
    check: async (lane, turn, { reason, measured }) => {
      const meta = { tenant: principal.tenant, context: contextOf(principal) };
      const decision = { type: 'item.checked', reason, evidence: [], effectiveAt: null, measured };
      await commands.execute(new DecideItem(meta, pathOf(lane, turn), decision, null));
    },
    request: async (lane, turn, payload) => {
      const headers = { authorization: `Bearer ${shop.key}` };
      const answer = await fastify.inject({ method: 'POST', url: urlOf(lane, turn), headers, payload });
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.payload}`);
    },
    async close() {
      await app.close();
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };

  function pathOf(lane, turn) {
    const [, , , project, , checklist, , item] = urlOf(lane, turn).split('/');
    return { project, checklist, item };
  }
}

function contextOf({ actor, credentialId, authMethod }) {
  return {
    actor,
    credentialId,
    authMethod,
    source: 'api',
    requestId: 'r',
    correlationId: 'c',
    causationId: null,
  };
}
