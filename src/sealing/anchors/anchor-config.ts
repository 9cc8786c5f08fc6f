import { join } from 'node:path';
import type { Anchor } from './anchor.js';
import { DirectoryAnchor } from './directory-anchor.js';
import { GitAnchor } from './git-anchor.js';
import { TimestampAnchor } from './timestamp-anchor.js';
import { WebhookAnchor } from './webhook-anchor.js';

/** Which anchors there are; null: not that one. docs/configuration.md has the table. */
export interface AnchorConfig {
  readonly directory: string | null;
  readonly git: string | null;
  readonly gitBranch: string;
  readonly webhook: string | null;
  readonly webhookToken: string | null;
  readonly tsa: string | null;
  readonly everySeconds: number;
}

/** The anchors of a configuration; `dataDir` is where the clone of a git repository is kept. */
export function makeAnchors(config: AnchorConfig, dataDir: string): Anchor[] {
  const { directory, git, gitBranch, webhook, webhookToken, tsa } = config;
  return [
    ...(directory === null ? [] : [new DirectoryAnchor(directory)]),
    ...(git === null ? [] : [new GitAnchor(git, gitBranch, join(dataDir, 'anchor-git'))]),
    ...(webhook === null ? [] : [new WebhookAnchor(webhook, webhookToken)]),
    ...(tsa === null ? [] : [new TimestampAnchor(tsa)]),
  ];
}
