import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { runCli } from './support/run-cli.js';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

describe('docs/cli.md', () => {
  test('has every command that --help lists', async () => {
    const { out } = await runCli('', ['--help']);
    const listed = out.slice(out.indexOf('Commands:'), out.indexOf('Where and who:'));
    const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name);
    expect(names).toContain('not-applicable');
    for (const name of names.filter((each) => each !== 'help')) expect(page).toContain(`\`clearance ${name}`);
  });

  test('and --help have every exit code, and no other', async () => {
    const { out } = await runCli('', ['--help']);
    const helped = [...out.slice(out.indexOf('Exit codes:')).matchAll(/^ {2}(\d+)/gm)];
    const documented = [...page.slice(page.indexOf('## Exit codes')).matchAll(/^\| (\d+) /gm)];
    const codes = Object.values(EXIT);
    expect(helped.map(([, code]) => Number(code))).toEqual(codes);
    expect(documented.map(([, code]) => Number(code))).toEqual(codes);
  });

  test('names no option that no command has', async () => {
    const commands = [
      'import',
      'export',
      'apply',
      'items',
      'check',
      'readiness',
      'events',
      'rebuild',
      'verify',
    ];
    const help = await Promise.all(
      [
        ...commands,
        'project create',
        'failed-events',
        'failed-event dismiss',
        'log export',
        'gate check',
        'gate sign',
        'gate define',
        'waiver request',
        'upgrade',
      ].map(async (name) => (await runCli('', [...name.split(' '), '--help'])).out),
    );
    const options = new Set([...page.matchAll(/(?<=[\s`[(])--[a-z][a-z0-9-]+/g)].map(([option]) => option));
    expect(options.size).toBeGreaterThan(20);
    const isHelped = (option: string): boolean => help.some((text) => new RegExp(`${option}\\b`).test(text));
    const ofNpm = ['--silent'];
    expect([...options].filter((option) => !isHelped(option) && !ofNpm.includes(option))).toEqual([]);
  });
});
