import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answered } from '../../src/client/answered.js';
import { type ClearanceClient, createClearanceClient } from '../../src/client/client.js';
import type { TestApp } from '../support/test-app.js';

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const HOOK = fileURLToPath(new URL('../process/embedded/resolve-typescript.mjs', import.meta.url));

const CHECKLIST = `# Go-live

## Quality
- [ ] Tests pass <!-- clearance: key=quality.tests-pass -->
- [ ] No critical findings <!-- clearance: key=quality.no-critical-findings -->

## Operations
- [ ] Back up the database <!-- clearance: key=operations.back-up-the-database -->
- [ ] Test the restore <!-- clearance: key=operations.test-the-restore -->
`;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A machine of a pipeline: a folder, and programs of which the tests say how they end. */
export class Workshop {
  readonly folder: string;
  readonly keyFile: string;
  readonly url: string;
  readonly admin: ClearanceClient;
  private readonly programs: string;

  /** `t` has to be listening; the key is a script's. */
  static async open(t: TestApp): Promise<Workshop> {
    const url = `http://127.0.0.1:${(t.server.address() as AddressInfo).port}`;
    const admin = createClearanceClient({ url, key: t.adminKey });
    const account = await answered(
      admin.POST('/v1/service-accounts', { body: { name: 'pipeline', roles: ['script'] } }),
    );
    const { id } = account.resource;
    const issued = await answered(
      admin.POST('/v1/service-accounts/{id}/keys', { params: { path: { id } }, body: {} }),
    );
    await answered(
      admin.POST('/v1/templates/import', {
        params: { query: { name: 'go-live' } },
        headers: { 'content-type': 'text/markdown' },
        body: CHECKLIST,
        bodySerializer: (text: unknown) => text as string,
      }),
    );
    await answered(admin.POST('/v1/projects', { body: { key: 'payments-api' } }));
    const path = { project: 'payments-api' };
    await answered(
      admin.POST('/v1/projects/{project}/checklists', { params: { path }, body: { template: 'go-live' } }),
    );
    return new Workshop(url, admin, issued.resource.key ?? '');
  }

  private constructor(url: string, admin: ClearanceClient, key: string) {
    this.url = url;
    this.admin = admin;
    this.folder = mkdtempSync(join(tmpdir(), 'clearance-recipe-'));
    this.programs = join(this.folder, 'programs');
    this.keyFile = join(this.folder, 'key');
    mkdirSync(this.programs);
    mkdirSync(join(this.folder, 'clearance'));
    writeFileSync(this.keyFile, `${key}\n`, { mode: 0o600 });
    this.program('clearance', `exec '${process.execPath}' --import '${HOOK}' '${BIN}' "$@"`);
    for (const name of ['npm', 'git', 'trivy', 'pg_restore']) this.program(name, 'exit 0');
    this.program(
      'pg_dump',
      'for word; do case $word in --file=*) echo dump > "${word#--file=}";; esac; done',
    );
    this.script('deploy.sh', 'touch deployed');
  }

  get key(): string {
    return readFileSync(this.keyFile, 'utf8').trim();
  }

  /** A program of the machine that is a shell script. */
  program(name: string, body: string): void {
    this.write(join(this.programs, name), body);
  }

  /** Runs shell text as a pipeline does, and ends where a command fails. */
  async run(text: string, env: Readonly<Record<string, string>>, cwd = this.folder): Promise<Ran> {
    const path = `${this.programs}:${process.env['PATH'] ?? ''}`;
    const options = { cwd, env: { PATH: path, HOME: this.folder, ...env } };
    return await new Promise((settle) => {
      execFile('bash', ['-eo', 'pipefail', '-c', text], options, (error, out, err) => {
        settle({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  }

  /** The statuses of the items, by key. */
  async statuses(): Promise<Record<string, string>> {
    const path = { project: 'payments-api' };
    const { data } = await answered(this.admin.GET('/v1/projects/{project}/items', { params: { path } }));
    return Object.fromEntries(data.map(({ key, status }) => [key, status]));
  }

  private script(name: string, body: string): void {
    this.write(join(this.folder, name), body);
  }

  private write(path: string, body: string): void {
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
  }
}
