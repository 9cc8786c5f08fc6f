import { resolve } from 'node:path';
import type { AnchorConfig } from './sealing/anchors/anchor-config.js';

/** Reads CLEARANCE_ANCHOR_…; `wrong` makes the error of a value that makes no sense. */
export function readAnchorConfig(
  read: (name: string) => string | null,
  wrong: (message: string) => Error,
): AnchorConfig {
  const url = (name: string): string | null => {
    const value = read(name);
    if (value !== null && !/^https?:\/\/[^\s]+$/.test(value)) throw wrong(`${name} is no http or https URL`);
    return value;
  };
  const every = read('CLEARANCE_ANCHOR_EVERY') ?? '60';
  if (!/^\d{1,6}$/.test(every) || Number(every) < 1)
    throw wrong(`CLEARANCE_ANCHOR_EVERY is "${every}"; seconds from 1 to 999999 are meant`);
  const branch = read('CLEARANCE_ANCHOR_GIT_BRANCH') ?? 'main';
  if (!/^[A-Za-z0-9][\w./-]{0,99}$/.test(branch))
    throw wrong('CLEARANCE_ANCHOR_GIT_BRANCH is no name of a branch');
  const git = read('CLEARANCE_ANCHOR_GIT');
  if (git?.startsWith('-')) throw wrong('CLEARANCE_ANCHOR_GIT is no URL or path of a repository');
  const directory = read('CLEARANCE_ANCHOR_DIRECTORY');
  return {
    directory: directory === null ? null : resolve(directory),
    git,
    gitBranch: branch,
    webhook: url('CLEARANCE_ANCHOR_WEBHOOK'),
    webhookToken: read('CLEARANCE_ANCHOR_WEBHOOK_TOKEN'),
    tsa: url('CLEARANCE_ANCHOR_TSA'),
    everySeconds: Number(every),
  };
}
