import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { openReceiver } from '../integrations/support/receiver.js';
import { ADMIN_KEY, ServiceProcess } from './crash/built-service.js';
import { clearAway, scratchFolder } from './embedded/scene.js';

const KILLS = 2;
const PROJECTS = 40;
/** A worker has so many deliveries under way at once. */
const AT_ONCE = 4;
/** Another lease begins 15 s after the death of its holder, and the service takes a moment to start. */
const PATIENCE_MS = 60_000;

const scratch = scratchFolder();
afterAll(() => clearAway(scratch));

const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };

it(
  'loses no delivery when the service is killed, and repeats only what was under way',
  async () => {
    const receiver = await openReceiver();
    // Slow enough that something is under way whenever it is killed; some answers are lost.
    receiver.answer = (_, times) => (response) => {
      setTimeout(() => {
        if (times === 1 && randomInt(10) === 0) response.socket?.destroy();
        else response.writeHead(204).end();
      }, randomInt(40));
    };
    const dataDir = mkdtempSync(join(scratch, 'data-'));
    const start = () => ServiceProcess.start(dataDir, { CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1' });
    let service = await start();
    const post = (path: string, body: object) =>
      fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    try {
      const webhook = { name: 'all', url: receiver.url, types: ['project.created'] };
      expect((await post('/v1/webhooks', webhook)).status).toBe(201);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = receiver.received.length;
        await Promise.all(
          Array.from({ length: PROJECTS }, (_, n) => post('/v1/projects', { key: `p-${kill}-${n}` })),
        );
        await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(before + randomInt(5, 15)), {
          timeout: PATIENCE_MS,
        });
        await service.kill();
        service = await start();
      }
      const listed = await fetch(`${service.url}/v1/events?type=project.created&order=asc&limit=1000`, {
        headers,
      });
      const { data } = (await listed.json()) as { data: { id: string }[] };
      const recorded = data.map(({ id }) => id).toSorted();
      expect(recorded.length).toBe(KILLS * PROJECTS);
      const arrived = (): string[] => [...new Set(receiver.received.map(({ id }) => id))].toSorted();
      await vi.waitFor(() => expect(arrived()).toEqual(recorded), { timeout: PATIENCE_MS, interval: 200 });
      const repeated = receiver.received.length - recorded.length;
      expect(repeated).toBeLessThan(recorded.length / 2 + KILLS * AT_ONCE);
    } finally {
      await service.terminate();
      await receiver.close();
    }
  },
  PATIENCE_MS * 5,
);
