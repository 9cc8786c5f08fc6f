import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createTestApp } from '../support/test-app.js';

const PAGE = new URL('../../docs/go-live.md', import.meta.url);

it('docs/go-live.md does what it says when it is pasted into a shell', async () => {
  const t = await createTestApp();
  const folder = mkdtempSync(join(tmpdir(), 'clearance-doc-'));
  try {
    mkdirSync(join(folder, '.clearance'));
    writeFileSync(join(folder, '.clearance', 'admin-key'), t.adminKey);
    const { port } = t.server.address() as AddressInfo;
    const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    const local = script
      .replace('http://127.0.0.1:3000', `http://127.0.0.1:${port}`)
      .replaceAll('/tmp/', `${folder}/`);
    const { stdout } = await promisify(execFile)('bash', ['-ec', local], { cwd: folder });
    const day = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    expect(stdout.trim().split('\n')).toEqual([
      '1',
      'payments',
      '5',
      'pending',
      'approved',
      day,
      '240 ms is not at most 200 ms: record it as failed',
      'checked',
      'who asked for it cannot approve it: a second person is needed',
      'approved',
      'not_ready',
      day,
      'approve',
      'ready_with_exceptions',
      day,
    ]);
  } finally {
    await t.close();
    await rm(folder, { recursive: true, force: true });
  }
});
