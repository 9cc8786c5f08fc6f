import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { FaultyProxy } from './faulty-proxy.js';
import { type Ran, Workshop } from './workshop.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const DIGEST = `sha256:${'9f'.repeat(32)}`;
const ALL_CHECKED = {
  'quality.tests-pass': 'checked',
  'quality.no-critical-findings': 'checked',
  'operations.back-up-the-database': 'checked',
  'operations.test-the-restore': 'checked',
};

let t: TestApp;
let workshop: Workshop;

beforeEach(async () => {
  t = await createTestApp();
  workshop = await Workshop.open(t);
});
afterEach(async () => {
  await t.close();
  rmSync(workshop.folder, { recursive: true, force: true });
});

/** Runs the jobs of a pipeline in order; a step that fails ends its job, and the jobs behind it. */
type Pipeline = (run: string) => Promise<readonly Ran[]>;

interface Workflow {
  readonly env: Record<string, string>;
  readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
}

const github: Pipeline = async (run) => {
  const workflow = parse(readFileSync(join(EXAMPLES, 'github-actions.yml'), 'utf8')) as Workflow;
  const values: Record<string, string> = {
    'vars.CLEARANCE_URL': workshop.url,
    'secrets.CLEARANCE_API_KEY': workshop.key,
    'vars.IMAGE_DIGEST': DIGEST,
    'github.server_url': 'https://github.example.com',
    'github.repository': 'shop/payments-api',
    'github.run_id': run,
    'github.run_attempt': '1',
  };
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => {
      if (values[name] === undefined) throw new Error(`the test has no ${name}`);
      return values[name];
    });
  const env = Object.fromEntries(Object.entries(workflow.env).map(([name, value]) => [name, filled(value)]));
  return await inOrder(
    Object.values(workflow.jobs).map(({ steps }) => steps.flatMap(({ run: text }) => text ?? [])),
    env,
  );
};

interface GitlabJob {
  readonly extends?: string;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const gitlab: Pipeline = async (run) => {
  const { stages, variables, ...all } = parse(
    readFileSync(join(EXAMPLES, 'gitlab-ci.yml'), 'utf8'),
  ) as Record<string, unknown>;
  expect(stages).toEqual(['evidence', 'deploy']);
  const given: Record<string, string> = {
    CLEARANCE_URL: workshop.url,
    CLEARANCE_API_KEY_FILE: workshop.keyFile,
    IMAGE_DIGEST: DIGEST,
    CI_PIPELINE_ID: run,
    CI_JOB_ID: '7',
    CI_JOB_URL: 'https://gitlab.example.com/shop/payments-api/-/jobs/7',
  };
  const env = { ...given };
  for (const [name, value] of Object.entries(variables as Record<string, string>))
    env[name] = value.replaceAll(/\$(\w+)/g, (_, other: string) => given[other] ?? '');
  const jobs = Object.entries(all as Record<string, GitlabJob>).filter(([name]) => !name.startsWith('.'));
  return await inOrder(
    jobs.map(([, job]) => {
      const base = (all as Record<string, GitlabJob>)[job.extends ?? ''] ?? {};
      // GitLab runs all lines of a job in one shell.
      return [[...(base.before_script ?? []), ...(job.script ?? [])].join('\n')];
    }),
    env,
  );
};

async function inOrder(
  jobs: readonly (readonly string[])[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const steps of jobs) {
    for (const step of steps) {
      const ended = await workshop.run(step, env);
      ran.push(ended);
      if (ended.code !== 0) return ran;
    }
  }
  return ran;
}

describe.each([
  ['examples/github-actions.yml', github],
  ['examples/gitlab-ci.yml', gitlab],
])('%s', (_, pipeline) => {
  it('marks the items from its jobs, asks the gate and deploys', async () => {
    const ran = await pipeline('1001');
    expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
    expect(await workshop.statuses()).toEqual(ALL_CHECKED);
    expect(existsSync(join(workshop.folder, 'deployed'))).toBe(true);
    const receipt = JSON.parse(readFileSync(join(workshop.folder, 'receipt.json'), 'utf8')) as {
      resource: object;
    };
    expect(receipt.resource).toMatchObject({
      verdict: 'ready',
      subject: { digest: DIGEST, environment: 'production' },
    });
    expect(ran.map(({ out, err }) => out + err).join('')).not.toContain(workshop.key);
  });

  it('does not deploy what failed, and deploys it when it is mended', async () => {
    workshop.program('trivy', 'echo CVE-2026-0001; exit 1');
    const ran = await pipeline('1001');
    expect(ran.at(-1)?.code).toBe(1);
    expect(await workshop.statuses()).toEqual({ ...ALL_CHECKED, 'quality.no-critical-findings': 'failed' });
    expect(existsSync(join(workshop.folder, 'deployed'))).toBe(false);
    workshop.program('trivy', 'exit 0');
    await pipeline('1002');
    expect(existsSync(join(workshop.folder, 'deployed'))).toBe(true);
  });
});

describe('examples/nightly-backup.sh', () => {
  const run = async (url = workshop.url): Promise<Ran> =>
    await workshop.run(`'${EXAMPLES}nightly-backup.sh'`, {
      CLEARANCE_URL: url,
      CLEARANCE_API_KEY_FILE: workshop.keyFile,
    });
  const backup = async (): Promise<object | undefined> => {
    const params = { path: { project: 'payments-api' } };
    const { data } = await workshop.admin.GET('/v1/projects/{project}/items', { params });
    const items = typeof data === 'object' ? data.data : [];
    return items.find(({ key }) => key === 'operations.back-up-the-database');
  };

  it('checks the item with the hash of the dump', async () => {
    const ended = await run();
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({ verdict: 'not_ready', counts: { checked: 1 } });
    expect(await backup()).toMatchObject({ status: 'checked', evidence: [{ title: 'Dump' }] });
  });

  it('decides anew with each run of a day: failed, done with another dump, failed again', async () => {
    const dump = (text: string): string =>
      `for word; do case $word in --file=*) echo ${text} > "\${word#--file=}";; esac; done`;
    for (const [body, code, status] of [
      ['exit 1', 1, 'failed'],
      [dump('first'), 0, 'checked'],
      [dump('second'), 0, 'checked'],
      ['exit 1', 1, 'failed'],
    ] as const) {
      workshop.program('pg_dump', body);
      expect((await run()).code).toBe(code);
      expect(await backup()).toMatchObject({ status });
    }
  });

  it('tries again where the service is busy and where a connection is cut, and is heard once', async () => {
    const proxy = await FaultyProxy.open(workshop.url, ['busy', 'cut', 'none', 'busy', 'cut']);
    try {
      const ended = await run(proxy.url);
      expect(ended.code).toBe(0);
      // Nothing of the answers that were given up is in the mail.
      expect(JSON.parse(ended.out)).toMatchObject({ counts: { checked: 1 } });
      const [first, ...others] = proxy.keys.slice(0, 3);
      expect(first).toMatch(/^backup-[0-9a-f]{32}$/);
      expect(others).toEqual([first, first]);
      expect(proxy.keys).toHaveLength(6);
      expect(await backup()).toMatchObject({ status: 'checked', evidence: [{ title: 'Dump' }] });
      const query = { type: 'item.checked' };
      const { data } = await workshop.admin.GET('/v1/events', { params: { query } });
      expect(typeof data === 'object' && data !== null && 'data' in data && data.data).toHaveLength(1);
    } finally {
      await proxy.close();
    }
  });

  it('says that the backup failed, and fails', async () => {
    workshop.program('pg_dump', 'exit 1');
    expect((await run()).code).toBe(1);
    expect(await workshop.statuses()).toMatchObject({ 'operations.back-up-the-database': 'failed' });
  });

  it('fails loudly with a key that is not known', async () => {
    const ended = await workshop.run(
      `echo clr_none > wrong; CLEARANCE_API_KEY_FILE=wrong '${EXAMPLES}nightly-backup.sh'`,
      { CLEARANCE_URL: workshop.url },
    );
    expect(ended.code).not.toBe(0);
    expect(ended.err).toContain('401');
  });
});
