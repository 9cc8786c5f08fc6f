import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { referencePage } from '../../src/cli/run.js';
import { runCli } from './support/run-cli.js';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
/** The commands of the page's table, without their arguments. */
const commands = [...page.matchAll(/^\| `clearance ((?:[a-z][a-z-]* ?)+)/gm)].map(([, words = '']) =>
  words.trim().split(' '),
);

describe('docs/cli.md', () => {
  test('has the commands that there are; `npm run cli:docs` writes them', () => {
    expect(commands.length).toBeGreaterThan(100);
    expect(referencePage(page)).toBe(page);
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
    const help = await Promise.all(
      commands.map(async (words) => (await runCli('', [...words, '--help'])).out),
    );
    expect(
      help.filter((text) => !/Usage: clearance|clearance verify|verify\.mjs|_clearance/.test(text)),
    ).toEqual([]);
    const options = new Set([...page.matchAll(/(?<=[\s`[(])--[a-z][a-z0-9-]+/g)].map(([option]) => option));
    expect(options.size).toBeGreaterThan(20);
    const isHelped = (option: string): boolean => help.some((text) => new RegExp(`${option}\\b`).test(text));
    const ofOthers = ['--silent', '--help', '--token'];
    expect([...options].filter((option) => !isHelped(option) && !ofOthers.includes(option))).toEqual([]);
  });
});
