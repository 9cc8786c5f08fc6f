import { request } from 'node:http';
import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import type { Column } from '../../src/http/csv.js';
import { csvStream, Format, type FormatName, ndjsonStream, negotiate } from '../../src/http/format.js';
import { HttpProblem } from '../../src/http/problem.js';
import { startApp, type TinyApp } from './tiny-app.js';

interface Row {
  readonly key: string;
  readonly title: string | null;
  readonly score: number;
}

const ROWS: readonly Row[] = [
  { key: 'plain', title: 'Plain', score: -1.5 },
  { key: 'quoted', title: 'a "b", c\nd', score: 0 },
  { key: 'formula', title: '=HYPERLINK("http://x")', score: 1 },
  { key: 'nothing', title: null, score: 2 },
];
const COLUMNS: readonly Column<Row>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'title', value: (row) => row.title },
  { name: 'score', value: (row) => row.score },
];

/** What became of the endless rows. */
const endless = { given: 0, ended: Promise.withResolvers<void>() };

async function* some(): AsyncGenerator<Row> {
  yield* ROWS;
}

async function* failing(after: number): AsyncGenerator<Row> {
  for (let row = 0; row < after; row++) yield ROWS[0] as Row;
  throw new Error('secret internals');
}

async function* unending(): AsyncGenerator<Row> {
  try {
    while (true) {
      endless.given++;
      yield { key: 'k'.repeat(1000), title: '', score: 0 };
    }
  } finally {
    endless.ended.resolve();
  }
}

@Public()
@Controller('v1')
class Formats {
  @Get('rows')
  rows(@Format('json', 'ndjson', 'csv') format: FormatName): StreamableFile | object {
    if (format === 'csv') return csvStream(some(), COLUMNS);
    if (format === 'ndjson') return ndjsonStream(some());
    return { data: ROWS };
  }

  @Get('none')
  none(): StreamableFile {
    return csvStream((async function* (): AsyncGenerator<Row> {})(), COLUMNS);
  }

  @Get('early')
  early(): StreamableFile {
    return ndjsonStream(failing(3));
  }

  @Get('late')
  late(): StreamableFile {
    return ndjsonStream(failing(10_000));
  }

  @Get('endless')
  endless(): StreamableFile {
    return ndjsonStream(unending());
  }
}

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Formats] });
});
afterAll(() => tiny.app.close());

describe('Which format', () => {
  test.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; header=present', 'csv'],
    ['application/*', 'json'],
    ['text/*', 'csv'],
    ['application/x-ndjson, application/json', 'json'],
    ['application/json;q=0.5, application/x-ndjson', 'ndjson'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'json'],
    ['application/json;q=0, */*', 'ndjson'],
    ['text/csv;q=0.9, text/*;q=1, */*;q=0.1', 'csv'],
    ['text/csv;q=nonsense, application/json;q=0.1', 'json'],
  ] as const)('Accept: %s', (accept, format) => {
    expect(negotiate(accept, ['json', 'ndjson', 'csv'])).toBe(format);
  });

  test.each(['text/html', 'application/json;q=0', 'image/*', 'text/csv;q=0, text/html'])(
    '%s: 406',
    async (accept) => {
      expect(() => negotiate(accept, ['json', 'csv'])).toThrow(HttpProblem);
      const answer = await tiny.http.get('/v1/rows').set({ accept });
      expect(answer.status).toBe(406);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ code: 'not_acceptable' });
      expect(answer.headers['vary']).toBe('Accept');
    },
  );
});

describe('What it looks like', () => {
  test('CSV: RFC 4180, and no text is a formula', async () => {
    const answer = await fetch(`${tiny.url}/v1/rows`, { headers: { accept: 'text/csv' } });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(await answer.text()).toBe(
      [
        'key,title,score',
        'plain,Plain,-1.5',
        'quoted,"a ""b"", c\nd",0',
        'formula,"\'=HYPERLINK(""http://x"")",1',
        'nothing,,2',
        '',
      ].join('\r\n'),
    );
  });

  test.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '\n=1', '\uff1d1', '\uff0b1', '\uff0d1', '\uff20x'])(
    'the text %j is escaped',
    async (title) => {
      const column = { name: 'title', value: () => title };
      const stream = csvStream(some(), [column]).getStream();
      const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString();
      expect(text.split('\r\n')[1]?.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('NDJSON: an object a line', async () => {
    const answer = await fetch(`${tiny.url}/v1/rows`, { headers: { accept: 'application/x-ndjson' } });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(ROWS);
  });

  test('no rows still have a header line', async () => {
    expect(await (await fetch(`${tiny.url}/v1/none`)).text()).toBe('key,title,score\r\n');
  });
});

describe('Streams', () => {
  test('a failure before the first chunk is a problem', async () => {
    const answer = await tiny.http.get('/v1/early');
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'internal_error', instance: '/v1/early' });
  });

  test('a later one cuts the answer off, so that nobody takes a part for all', async () => {
    const answer = await fetch(`${tiny.url}/v1/late`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(/terminated/);
  });

  test('rows are read as the client takes them, and closed when it goes', async () => {
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const client = request(`${tiny.url}/v1/endless`, (answer) => {
      answer.once('data', () => {
        answer.pause();
        resolve();
      });
    });
    client.on('error', () => undefined).end();
    await answered;
    client.destroy();
    await endless.ended.promise;
    expect(endless.given).toBeLessThan(20_000);
  });
});
