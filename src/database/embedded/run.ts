import { spawn } from 'node:child_process';

/** Numbers to run a child as; an empty object for those of this process. */
export type Identity = { readonly uid: number; readonly gid: number } | Record<string, never>;

export interface Outcome {
  /** Exit status; -1 when a signal ended it. */
  status: number;
  /** Standard output and error, in the order they came. */
  output: string;
}

/** What children see of the environment: nothing of PG*, and English messages, which are searched for words. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Runs a program to its end. Rejects with the system's error where it cannot be started (ENOENT, EACCES, EPERM).
 * The folder `cwd` is entered before the identity is taken, so it may lie where that user could not go.
 */
export function run(
  file: string,
  args: readonly string[],
  { identity = {}, cwd = '/' }: { identity?: Identity; cwd?: string } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...identity,
      cwd,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const append = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status: status ?? -1, output });
    });
  });
}
