import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { readConfig } from '../../dist/config.js';
import { serviceTarget } from '../../dist/database/connection.js';
import { startEmbeddedPostgres } from '../../dist/database/embedded/embedded-postgres.js';
import { startService } from '../../dist/start-service.js';

const KEY = 'of-the-benchmark-alone-and-of-nothing-else';

/** A service in `dataDir` with so many projects, each with a bundled template applied, stopped again: see startFilled. */
export async function startWithProjects(dataDir, projects) {
  return await startFilled(dataDir, async (ask) => {
    const { data: templates } = await ask('/v1/templates');
    const template = templates[0].key;
    for (let n = 0; n < projects; n += 1) {
      await ask('/v1/projects', { key: `bench-${n}`, name: `Bench ${n}` });
      await ask(`/v1/projects/bench-${n}/checklists`, { template, key: 'go-live' });
    }
  });
}

/**
 * A service in `dataDir` that `fill` has put something into, stopped again; gives the server that holds it, with a
 * superuser and the target of the login that projects, and `start`, which starts the service again.
 * @param fill gets `ask(path, body)`, which posts where there is a body and gives the answer's JSON
 */
export async function startFilled(dataDir, fill) {
  const server = await startEmbeddedPostgres({ dataDir });
  const target = { host: server.socketDir, port: server.port, ssl: false };
  const environment = {
    CLEARANCE_DATA_DIR: dataDir,
    CLEARANCE_ADMIN_KEY: KEY,
    PORT: '0',
    CLEARANCE_LOG_LEVEL: 'fatal',
  };
  const start = async () => {
    const service = await startService(readConfig(environment), 'start-from-init', pino({ level: 'fatal' }));
    return { ask: asking(service.url), close: () => service.close() };
  };
  const service = await start();
  await fill(service.ask);
  await service.close();
  const base = { ...target, database: 'clearance', user: 'clearance', password: loginSecret(server) };
  return {
    superuser: { ...target, database: 'clearance', ...server.superuser },
    project: serviceTarget(base, 'project'),
    start,
    stop: () => server.stop(),
  };
}

function asking(url) {
  return async (path, body) => {
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
}

// As the service makes it of the superuser's (src/database/embedded/supervise.ts).
function loginSecret({ superuser }) {
  return createHmac('sha256', superuser.password).update('clearance logins').digest('hex');
}
