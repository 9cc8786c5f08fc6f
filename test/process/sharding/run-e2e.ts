import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));

/** Runs the end-to-end tests in a process of their own, on partitioned tables. `output` ends with what failed. */
export async function runEndToEnd(
  partitions: number,
  statements: string,
): Promise<{ code: number | null; output: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const child = spawn(process.execPath, [VITEST, 'run', 'test/e2e', '--reporter=dot'], {
    cwd: ROOT,
    env: {
      ...env,
      NO_COLOR: '1',
      CLEARANCE_TEST_PARTITIONS: `${partitions}`,
      CLEARANCE_TEST_STATEMENTS: statements,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
    });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  return { code: await promise, output };
}
