import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { startService } from './http/service.mjs';
import { openShop } from './http/shop.mjs';
import { cpuOfProcess, cpuOfServer } from './support/cpu.mjs';
import { built, ROOT } from './support/dist.mjs';
import { interleaved, ratio } from './support/rounds.mjs';

const EVENTS = 3_000;
const WRITERS = 16;
/** Milliseconds that a receiver takes to answer. */
const DELAYS = [0, 20];
const RECEIVER = fileURLToPath(new URL('webhooks/receiver.mjs', import.meta.url));
const served = (ms) => `a backlog, answered after ${ms} ms`;
const bare = (ms) => `a bare loop of posts, answered after ${ms} ms`;

/** What waits for an endpoint that is up again, and as many posts of a loop that does nothing but sign and send. */
export default async function webhooks({ rounds, say }) {
  const service = await startService(join(ROOT, 'dist', 'main.js'), [], {
    CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1',
  });
  const receivers = await Promise.all(DELAYS.map(openReceiver));
  try {
    say('recording what is to be delivered ...');
    await fill(service, await openShop(service));
    const cases = receivers.flatMap((receiver) => [
      { name: served(receiver.delay), measure: () => backlog(service, receiver) },
      { name: bare(receiver.delay), measure: () => posts(receiver) },
    ]);
    return reportOf(await interleaved(cases, rounds, say), { rounds, events: EVENTS });
  } finally {
    for (const { child } of receivers) child.kill();
    await service.stop();
  }
}

async function openReceiver(ms) {
  const child = fork(RECEIVER, [JSON.stringify({ delay: ms })], { stdio: 'inherit' });
  const [{ port }] = await once(child, 'message');
  const ask = async (what) => {
    child.send(what);
    return (await once(child, 'message'))[0];
  };
  return { child, delay: ms, url: `http://127.0.0.1:${port}/`, ask, connections: 4, body: '{}' };
}

async function fill(service, { key, paths }) {
  let left = EVENTS;
  const write = async (own) => {
    for (let turn = 0; left > 0; turn += 1) {
      left -= 1;
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const path = own[turn % own.length];
      const answer = await fetch(`${service.url}${path}`, { method: 'POST', headers, body: '{}' });
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(paths(WRITERS).map(write));
}

/** A new webhook that wants everything from the beginning: what one has to catch up with that was away since then. */
async function backlog(service, receiver) {
  await receiver.ask('anew');
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${service.adminKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${service.url}/v1/webhooks${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  };
  const [before, serverBefore] = [cpuOfProcess(service.pid), cpuOfServer(service.serverPid)];
  const wanted = { name: 'bench', url: receiver.url, types: ['item.*'], from: 0 };
  const { resource } = await ask('POST', '', wanted);
  let said = await receiver.ask('how far');
  while (said.taken < EVENTS) {
    await delay(50);
    said = await receiver.ask('how far');
  }
  if (said.outOfOrder > 0 || said.taken > EVENTS)
    throw new Error(`${said.outOfOrder} of ${said.taken} came out of order`);
  const used = cpuOfProcess(service.pid) - before;
  const server = cpuOfServer(service.serverPid) - serverBefore;
  await ask('DELETE', `/${resource.id}`, { reason: 'Measured' });
  Object.assign(receiver, { connections: said.mostOpen, body: said.body });
  const each = 1_000 / EVENTS;
  const cost = { service: used * each, server: server * each };
  return { rate: EVENTS / said.seconds, connections: said.mostOpen, ...cost };
}

/** The same number of bodies like these over as many connections. */
async function posts(receiver) {
  const { signatureHeaders, makeSigningSecret } = await built('integrations/webhooks/delivery/signature.js');
  const { Secret } = await built('integrations/secrets/secret.js');
  const secrets = [new Secret(makeSigningSecret())];
  await receiver.ask('anew');
  const dispatcher = new Agent({ pipelining: 1 });
  const before = process.cpuUsage();
  let left = EVENTS;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const { body } = receiver;
      const signed = signatureHeaders(randomUUID(), new Date(), body, secrets);
      const headers = { 'content-type': 'application/cloudevents+json', ...signed };
      const answer = await request(receiver.url, { method: 'POST', headers, body, dispatcher });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: receiver.connections }, lane));
  const { user, system } = process.cpuUsage(before);
  await dispatcher.close();
  const said = await receiver.ask('how far');
  const cost = { service: (user + system) / 1_000 / EVENTS, server: NaN };
  return { rate: said.taken / said.seconds, connections: said.mostOpen, ...cost };
}

function reportOf(results, settings) {
  const names = DELAYS.flatMap((ms) => [served(ms), bare(ms)]);
  return {
    settings,
    tables: [
      {
        title: 'Deliveries to one endpoint; medians of the rounds',
        columns: ['', 'deliveries/s', 'at once', 'CPU ms each', 'PostgreSQL ms each'],
        rows: names.map((name) => {
          const { rate, connections, service, server } = results.get(name);
          return [name, rate, connections, service, Number.isNaN(server) ? null : server];
        }),
      },
      {
        title: 'Ratios, medians of the rounds',
        columns: ['', 'ratio'],
        rows: DELAYS.map((ms) => [`${served(ms)} / bare loop`, ratio(results, served(ms), bare(ms))]),
      },
    ],
  };
}
