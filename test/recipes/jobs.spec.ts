import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const WORKFLOW = new URL('../../examples/github-actions.yml', import.meta.url);

describe('Jobs of examples/github-actions.yml', () => {
  const { jobs } = parse(readFileSync(WORKFLOW, 'utf8')) as {
    readonly jobs: Record<
      string,
      { readonly steps: readonly { uses?: string; with?: object; run?: string }[] }
    >;
  };

  it.each(Object.entries(jobs))('%s has Node 24 before the client is installed', (_, { steps }) => {
    const node = steps.findIndex(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(steps[node]?.with).toEqual({ 'node-version': 24 });
    expect(steps.findIndex(({ run }) => run?.includes('npm link'))).toBeGreaterThan(node);
  });
});
