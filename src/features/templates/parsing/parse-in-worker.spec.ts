import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import {
  ChecklistError,
  ChecklistParserBusy,
  ChecklistTooComplex,
  ChecklistTooLarge,
} from './checklist-errors.js';
import { LIMITS } from './limits.js';
import { parseChecklist } from './parse-checklist.js';
import {
  InlineChecklistParser,
  newChecklistParser,
  TEXTS_AT_ONCE,
  WORKER_LIMITS,
  WorkerChecklistParser,
} from './parse-in-worker.js';

/** Starts the worker from its TypeScript source: Node strips the types, and `.js` is mapped to `.ts`. */
const startFromSource = (): Worker => {
  const entry = new URL('./parse-worker.ts', import.meta.url).href;
  const code = `
    const { registerHooks } = require('node:module');
    const isOurs = (name, from) => name.startsWith('.') && name.endsWith('.js') && !from.includes('/node_modules/');
    registerHooks({
      resolve: (name, context, next) =>
        next(isOurs(name, context.parentURL ?? '') ? name.slice(0, -3) + '.ts' : name, context),
    });
    import(${JSON.stringify(entry)});`;
  const execArgv = ['--experimental-transform-types', '--no-warnings'];
  return new Worker(code, { eval: true, execArgv, resourceLimits: WORKER_LIMITS });
};
/** A worker that does something else than answer the first text. */
const startStub = (onMessage: string): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', () => { ${onMessage} });
     parentPort.postMessage('ready');`,
    { eval: true },
  );

const SIZE = LIMITS.bytes;
const fill = (pattern: string): string => pattern.repeat(Math.ceil(SIZE / pattern.length));
/** The pattern over and over, to 5 MiB, on at most so many lines as are read. */
const bomb = (pattern: string, start = ''): string =>
  (start + fill(pattern)).slice(0, SIZE).split('\n').slice(0, LIMITS.lines).join('\n');

const BOMBS = {
  'nested quotes': bomb('>'),
  'nested lists': bomb('- '),
  'a list that steps in for ever': Array.from(
    { length: 2_200 },
    (_, i) => `${' '.repeat(i * 2)}- [ ] a`,
  ).join('\n'),
  backticks: bomb('`a``b```c````d', '- [ ] '),
  brackets: bomb('[a](', '- [ ] '),
  emphasis: bomb('*a **b _c __d ', '- [ ] '),
  'table cells': bomb(`|${'✓|'.repeat(500)}\n`, `|${'check|'.repeat(500)}\n|${'-|'.repeat(500)}\n`),
  'unclosed comments': bomb('> <!-- a\n'),
  'unclosed fences': bomb('```js\n- [ ] a\n'),
  'unclosed callouts': bomb('{% callout %}\n'),
  'one long line': bomb('word '),
  'blank lines': bomb('\n\n'),
  boxes: bomb('- [ ] a\n'),
  'boxes on one line': bomb('- [ ] a ', '- [ ] '),
  'link definitions': bomb('[a]: b\n'),
  'quotes and lists on every line': bomb(`${'> - '.repeat(12)}a\n\n`),
  'bullets below one item': bomb('  - b\n', '- [ ] a\n'),
  'front matter': `---\na: ${'['.repeat(60_000)}\n---\n- [ ] a`,
};
const PLAIN_BOMBS = {
  'one endless line': bomb('Aa bb - ', '- '),
  'glued items': bomb(`- ${'Aa bb - '.repeat(20_000)}\n`),
  'open brackets': bomb(`- ${'('.repeat(150_000)}\n`),
  'lines that never end an item': bomb('b (\n', '- a (\n'),
  'bullets and spaces': bomb(' - '),
};

describe('the worker', () => {
  const parser = new WorkerChecklistParser(startFromSource);
  afterAll(async () => parser.close());

  it('gives what the parser gives', async () => {
    const text = '# T\n- [ ] a - [ ] b\n';
    const options = { repair: true, name: 'n' };
    expect(await parser.parse(text, 'text/markdown', options)).toEqual(
      parseChecklist(text, 'text/markdown', options),
    );
  });

  it('gives the named errors with code, words and line', async () => {
    const answer = parser.parse('- [ ] a\n'.repeat(LIMITS.items + 1), 'text/markdown', { repair: false });
    await expect(answer).rejects.toBeInstanceOf(ChecklistTooLarge);
    await expect(answer).rejects.toMatchObject({ code: 'checklist_too_large', line: LIMITS.items + 1 });
  });

  const cases = [
    ...Object.entries(BOMBS).map(([name, text]) => [name, text, 'text/markdown'] as const),
    ...Object.entries(PLAIN_BOMBS).map(([name, text]) => [name, text, 'text/plain'] as const),
  ];
  it.each(cases)('answers %s in time', async (_name, text, mediaType) => {
    for (const repair of [false, true]) {
      const started = performance.now();
      const answer = await parser.parse(text, mediaType, { repair }).catch((error: unknown) => error);
      // The limit, and what ending a worker and starting another may take on a busy machine.
      expect(performance.now() - started).toBeLessThan(6_000);
      if (answer instanceof Error) expect(answer).toBeInstanceOf(ChecklistError);
      else expect(answer).toHaveProperty('counts');
    }
    const after = await parser.parse('- [ ] a', 'text/markdown', { repair: false });
    expect(after.counts.items).toBe(1);
  });
});

describe('a worker that does not answer', () => {
  const parseWith = async (starts: (() => Worker)[], limitMs: number, count: number): Promise<unknown[]> => {
    let at = 0;
    const next = (): Worker => (starts[at++] ?? startFromSource)();
    const parser = new WorkerChecklistParser(next, limitMs);
    try {
      const texts = Array.from({ length: count }, async () =>
        parser.parse('- [ ] a', 'text/markdown', { repair: false }).catch((error: unknown) => error),
      );
      return [...(await Promise.all(texts)), at];
    } finally {
      await parser.close();
    }
  };
  const refused = expect.any(ChecklistTooComplex) as unknown;
  const read = expect.objectContaining({ counts: { items: 1, sections: 0, sign_offs: 0 } }) as unknown;

  it('is ended at the limit, and another one reads the next text', async () => {
    const endless = (): Worker => startStub('for (;;);');
    expect(await parseWith([endless], 1_000, 3)).toEqual([refused, read, read, 2]);
  });

  it('is replaced when it went away', async () => {
    expect(await parseWith([(): Worker => startStub('process.exit(0)')], 5_000, 2)).toEqual([
      refused,
      read,
      2,
    ]);
  });

  it('tells of a fault of its own as it is', async () => {
    const faulty = (): Worker => startStub('throw new TypeError("a bug")');
    expect(await parseWith([faulty], 5_000, 2)).toEqual([
      expect.objectContaining({ message: 'a bug' }),
      read,
      2,
    ]);
  });
});

describe('more texts than are read at once', () => {
  const send = async (parser: WorkerChecklistParser, count: number, text = '- [ ] a'): Promise<string[]> => {
    const answers = Array.from({ length: count }, async () =>
      parser.parse(text, 'text/markdown', { repair: false }).then(
        () => 'read',
        (error: unknown) => (error instanceof Error ? error.constructor.name : 'no error'),
      ),
    );
    return Promise.all(answers);
  };
  const all = (answer: string): string[] => Array<string>(TEXTS_AT_ONCE).fill(answer);

  it('are refused by name, and those before them are read', async () => {
    const parser = new WorkerChecklistParser(startFromSource);
    try {
      const busy = ChecklistParserBusy.name;
      expect(await send(parser, TEXTS_AT_ONCE + 2)).toEqual([...all('read'), busy, busy]);
      expect(await send(parser, TEXTS_AT_ONCE)).toEqual(all('read'));
    } finally {
      await parser.close();
    }
  });

  it.each<[string, string, string, () => Worker]>([
    ['refused', '\0', 'ChecklistUnreadable', startFromSource],
    ['too complex', '- [ ] a', 'ChecklistTooComplex', () => startStub('process.exit(0)')],
    ['met by a fault', '- [ ] a', 'TypeError', () => startStub('throw new TypeError("a bug")')],
    [
      'met by a worker that does not start',
      '- [ ] a',
      'RangeError',
      () => {
        throw new RangeError('no threads left');
      },
    ],
  ])('may come once those before were %s', async (_how, text, refused, start) => {
    let starts = 0;
    const parser = new WorkerChecklistParser(() => (starts++ < TEXTS_AT_ONCE ? start() : startFromSource()));
    try {
      expect(await send(parser, TEXTS_AT_ONCE, text)).toEqual(all(refused));
      starts = TEXTS_AT_ONCE;
      expect(await send(parser, TEXTS_AT_ONCE)).toEqual(all('read'));
    } finally {
      await parser.close();
    }
  });
});

describe('from sources', () => {
  it('reads inline', async () => {
    const parser = newChecklistParser();
    expect(parser).toBeInstanceOf(InlineChecklistParser);
    expect((await parser.parse('- [ ] a', 'text/markdown', { repair: false })).counts.items).toBe(1);
    await expect(parser.parse('\0', 'text/markdown', { repair: false })).rejects.toBeInstanceOf(
      ChecklistError,
    );
    await parser.close();
  });
});

describe('built', () => {
  const built = new URL('../../../../dist/features/templates/parsing/parse-in-worker.js', import.meta.url);

  it.skipIf(!existsSync(fileURLToPath(built)))(
    'the worker starts from dist (skipped until the project is built)',
    async () => {
      const script = `
        import(${JSON.stringify(built.href)}).then(async ({ newChecklistParser }) => {
          const parser = newChecklistParser();
          const read = await parser.parse('- [ ] a', 'text/markdown', { repair: false });
          console.log(parser.constructor.name, read.counts.items);
        });`;
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
      // The script ends by itself: an idle worker keeps no process alive.
      expect(stdout).toBe('WorkerChecklistParser 1\n');
    },
  );
});
