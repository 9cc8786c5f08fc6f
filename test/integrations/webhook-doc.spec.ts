import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSigningSecret, signatureHeaders } from '../../src/integrations/webhooks/delivery/signature.js';
import { RETRY_AFTER_MS } from '../../src/integrations/webhooks/delivery/retry-schedule.js';
import { Secret } from '../../src/integrations/secrets/secret.js';

const PAGE = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');

describe('The receiver on the page', () => {
  const secret = makeSigningSecret();
  let folder: string;
  let child: ChildProcessWithoutNullStreams;
  let lines: AsyncIterator<string>;
  let url: string;
  beforeAll(async () => {
    const code = /```js receiver\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    folder = mkdtempSync(join(tmpdir(), 'clearance-receiver-'));
    const file = join(folder, 'receiver.mjs');
    writeFileSync(file, code);
    child = spawn(process.execPath, [file], { env: { WEBHOOK_SECRET: secret, PORT: '0' } });
    lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const first = String((await lines.next()).value);
    url = `http://127.0.0.1:${first.replace('listening ', '')}/`;
  });
  afterAll(async () => {
    child.kill();
    await once(child, 'close');
    rmSync(folder, { recursive: true });
  });

  const post = async (id: string, body: string, secrets: string[], at = new Date()): Promise<number> => {
    const headers = signatureHeaders(
      id,
      at,
      body,
      secrets.map((one) => new Secret(one)),
    );
    const { status } = await fetch(url, { method: 'POST', headers, body });
    return status;
  };

  it('takes what is signed with its secret, also beside another one, and does its work once for an id', async () => {
    expect(await post('one', '{"type":"item.checked"}', [secret])).toBe(204);
    expect((await lines.next()).value).toBe('item.checked');
    expect(await post('one', '{"type":"item.checked"}', [secret])).toBe(204);
    expect(await post('two', '{"type":"gate.evaluated"}', [makeSigningSecret(), secret])).toBe(204);
    expect((await lines.next()).value).toBe('gate.evaluated');
  });

  it('refuses what is signed by somebody else, changed, or old', async () => {
    expect(await post('three', '{}', [makeSigningSecret()])).toBe(401);
    expect(await post('four', '{}', [secret], new Date(Date.now() - 600_000))).toBe(401);
    const headers = signatureHeaders('five', new Date(), '{}', [new Secret(secret)]);
    expect((await fetch(url, { method: 'POST', headers, body: '{ }' })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});

it('says the schedule that is kept', () => {
  const [sentence = ''] = /Attempts are [^;]*/.exec(PAGE) ?? [];
  const units: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };
  const said = [...sentence.matchAll(/(\d+) (s|min|h)\b/g)].map(
    ([, n, unit = '']) => Number(n) * (units[unit] ?? 0),
  );
  expect(said).toEqual(RETRY_AFTER_MS);
});
