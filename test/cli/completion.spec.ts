import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runCli } from './support/run-cli.js';

test.each([
  [
    ['gate', 'si'],
    ['sign', 'sign-offs', 'sign-off'],
  ],
  [['member', 'key', 'is'], ['issue']],
  [['check', 'some-item', '--if'], ['--if-match']],
  [['whoa'], ['whoami']],
])('bash completes %j', async (words, wanted) => {
  const { out, code } = await runCli('', ['completion'], { env: {} });
  expect(code).toBe(0);
  const script = `${out}
COMP_WORDS=(clearance "$@"); COMP_CWORD=$#; _clearance; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const completed = execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  expect(completed.trim().split('\n')).toEqual(wanted);
});
