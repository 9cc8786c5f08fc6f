import type { Answer } from '../client/answer.js';
import type { Api, ApiRequest } from '../client/api.js';
import { type Page, pages } from '../client/pages.js';
import type { Session } from '../commands/host.js';
import type { ExitCode } from '../exit-codes.js';
import { printAnswer, printList, type View } from '../output/print.js';
import { writeOut } from '../output/write-out.js';
import { autoView, inWords } from './auto-view.js';
import type { Operation } from './operation.js';
import type { RouteSpec } from './route-spec.js';

interface Written {
  readonly resource: unknown;
  readonly position: number | null;
}

/** Sends a request and prints what is answered. */
export async function show(
  session: Session,
  spec: RouteSpec,
  operation: Operation,
  request: ApiRequest,
  { limit, output }: { readonly limit?: number; readonly output?: string },
): Promise<ExitCode | void> {
  const view = spec.view ?? autoView(operation, spec);
  switch (operation.answer.kind) {
    case 'page': {
      const most = limit ?? (session.format === 'table' ? (spec.mostInTable ?? null) : null);
      let cut: string | null = null;
      const onCut = (given: number): void => {
        cut = `the first ${given} ${view.plural} are shown, there are more: ${wayToAll(spec)}`;
      };
      await printList(session, view, rowsOf(session.api, request, operation, { most, onCut }));
      if (cut !== null) await session.remark(cut);
      return;
    }
    case 'list': {
      const answer = await session.api.call<Page<unknown>>(request);
      return await printList(session, view, once(answer.value.data));
    }
    case 'write':
    case 'json':
      return await printOne(session, spec, operation, await session.api.call(request));
    case 'bytes':
    case 'stream':
      return await writeOut(session.io, await bytesOf(session.api, request, operation), output ?? '-');
    case 'none':
      await session.api.send(request);
  }
}

/** Prints an answer that is no list. */
async function printOne(
  session: Session,
  spec: RouteSpec,
  operation: Operation,
  answer: Answer<unknown>,
): Promise<ExitCode | void> {
  await printAnswer(session, answer, {
    view: withBeside(spec.view ?? autoView(operation, spec), besideOf(operation, answer.value)),
    rows: spec.rows ?? ((value) => [shownOf(operation, value)]),
    words: (value) => wordsOf(spec, operation, value),
  });
  return spec.exitCode?.(answer.value);
}

/** What is said of an answer in a table's place. */
export function wordsOf({ say }: RouteSpec, operation: Operation, value: unknown): string {
  const isWrite = operation.answer.kind === 'write';
  const recorded = isWrite ? (value as Written).position : null;
  const row = shownOf(operation, value);
  if (say) return say(row, recorded, value);
  if (!isWrite) return inWords(value);
  return `${inWords(row)}${inWords(besideOf(operation, value))}${recorded === null ? 'Nothing was recorded' : `Recorded at position ${recorded}`}\n`;
}

/** What a write answers beside its resource, such as a secret that is told once: empty where there is nothing. */
function besideOf({ answer }: Operation, value: unknown): object {
  if (answer.kind !== 'write') return {};
  const {
    resource: _,
    position: __,
    events: ___,
    receipt: ____,
    ...beside
  } = value as Readonly<Record<string, unknown>>;
  return beside;
}

/** As CSV, it has columns of its own behind those of the resource. */
function withBeside(view: View<unknown>, beside: object): View<unknown> {
  const told = Object.entries(beside).filter(([, value]) => typeof value === 'string');
  return {
    ...view,
    csv: [...view.csv, ...told.map(([name, value]) => ({ name, value: () => value as string }))],
  };
}

function shownOf({ answer }: Operation, value: unknown): unknown {
  return answer.kind === 'write' ? (value as Written).resource : value;
}

function rowsOf(
  api: Api,
  request: ApiRequest,
  { query }: Operation,
  { most, onCut }: { readonly most: number | null; readonly onCut: (given: number) => void },
): AsyncGenerator<readonly unknown[]> {
  const isSized = query.some(({ name }) => name === 'limit');
  return pages<unknown>(
    async ({ limit, ...page }) => {
      const asked = { ...request.query, ...page, ...(isSized && { limit }) };
      return await api.call({ ...request, query: asked });
    },
    most,
    onCut,
  );
}

/** How to get what a table has left out. */
function wayToAll({ mostInTable }: RouteSpec): string {
  return mostInTable === undefined
    ? 'without --limit all are'
    : 'a larger --limit shows more, -o ndjson and -o csv all';
}

async function* once<T>(rows: T): AsyncGenerator<T> {
  yield await Promise.resolve(rows);
}

async function bytesOf(
  api: Api,
  request: ApiRequest,
  { answer }: Operation,
): Promise<AsyncIterable<Uint8Array>> {
  const asked = { ...request, headers: { accept: answer.media.join(', ') || '*/*', ...request.headers } };
  return answer.kind === 'stream' ? await api.stream(asked) : once((await api.send(asked)).bytes);
}
