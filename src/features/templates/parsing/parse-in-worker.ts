import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  ChecklistError,
  checklistError,
  ChecklistParserBusy,
  ChecklistTooComplex,
} from './checklist-errors.js';
import type { ChecklistErrorCode } from './checklist-errors.js';
import { parseChecklist } from './parse-checklist.js';
import type { ChecklistMediaType, ParsedChecklist, ParseOptions } from './parsed-checklist.js';

export interface ParseRequest {
  text: string;
  mediaType: ChecklistMediaType;
  options: ParseOptions;
}

export type ParseAnswer =
  { checklist: ParsedChecklist } | { refusal: { code: ChecklistErrorCode; message: string; line?: number } };

/** Reads checklists somewhere; see parseChecklist for what goes in and out and the errors. */
export abstract class ChecklistParser {
  abstract parse(
    text: string,
    mediaType: ChecklistMediaType,
    options: ParseOptions,
  ): Promise<ParsedChecklist>;
  abstract close(): Promise<void>;
}

/** Reads in the caller's own thread, without limits on time and memory: for tests and tools. */
export class InlineChecklistParser extends ChecklistParser {
  async parse(text: string, mediaType: ChecklistMediaType, options: ParseOptions): Promise<ParsedChecklist> {
    return Promise.resolve(parseChecklist(text, mediaType, options));
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}

const BUILT_WORKER = new URL('./parse-worker.js', import.meta.url);
const TIME_LIMIT_MS = 2_000;
/** Texts that wait or are being read: each is held in memory, and the last one waits for all the others. */
export const TEXTS_AT_ONCE = 8;
/** Loading the parser may take longer on a busy machine; no text is being read then. */
const START_LIMIT_MS = 20_000;

/**
 * What a worker may use; also for workers that are started in another way. The limits on lines, blocks
 * and cells keep every text below half of it; it is a net, and a coarse one: a worker that fills its
 * heap in one go can end the process before it is stopped.
 */
export const WORKER_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** The process's own flags (`--input-type`, `--inspect`, ...) are not for the worker. */
function startBuilt(): Worker {
  return new Worker(BUILT_WORKER, { resourceLimits: WORKER_LIMITS, execArgv: [] });
}

/**
 * Reads in a worker thread, one text after the other, each within 2 s; at most TEXTS_AT_ONCE wait or are read.
 * The worker is kept between texts; one that ran over its limits is ended and replaced.
 */
export class WorkerChecklistParser extends ChecklistParser {
  readonly #start: () => Worker;
  readonly #timeLimitMs: number;
  #worker: Promise<Worker> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #atHand = 0;

  constructor(start: () => Worker = startBuilt, timeLimitMs: number = TIME_LIMIT_MS) {
    super();
    this.#start = start;
    this.#timeLimitMs = timeLimitMs;
  }

  /**
   * @throws ChecklistParserBusy at once where too many texts wait, ChecklistTooComplex over the limits, and
   *   whatever parseChecklist refuses
   */
  async parse(text: string, mediaType: ChecklistMediaType, options: ParseOptions): Promise<ParsedChecklist> {
    if (this.#atHand >= TEXTS_AT_ONCE) throw new ChecklistParserBusy(TEXTS_AT_ONCE);
    this.#atHand += 1;
    const answer = this.#last
      .then(async () => this.#ask({ text, mediaType, options }))
      .finally(() => {
        this.#atHand -= 1;
      });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the worker once the texts at hand are read. */
  async close(): Promise<void> {
    await this.#last;
    const worker = await this.#worker?.catch(() => null);
    this.#worker = null;
    await worker?.terminate();
  }

  async #warmWorker(): Promise<Worker> {
    if (this.#worker === null) {
      const worker = this.#start();
      const warm = started(worker);
      const forget = (): void => {
        if (this.#worker === warm) this.#worker = null;
      };
      worker.once('exit', forget);
      warm.catch(forget);
      this.#worker = warm;
    }
    return this.#worker;
  }

  async #ask(request: ParseRequest): Promise<ParsedChecklist> {
    const worker = await this.#warmWorker();
    worker.ref();
    try {
      worker.postMessage(request, []);
      const answer = (await firstMessage(worker, this.#timeLimitMs)) as ParseAnswer;
      if ('checklist' in answer) return answer.checklist;
      throw checklistError(answer.refusal.code, answer.refusal.message, answer.refusal.line);
    } catch (error) {
      if (error instanceof ChecklistError) throw error;
      this.#worker = null;
      await worker.terminate();
      if (!(error instanceof WorkerLost)) throw error;
      throw new ChecklistTooComplex(
        'The text is too complex to be read within the limits of time and memory.',
      );
    } finally {
      worker.unref();
    }
  }
}

/** The worker gave no answer: time or memory ran out. */
class WorkerLost extends Error {}

async function started(worker: Worker): Promise<Worker> {
  // Whoever waits hears of a failure; one that comes while nobody does must not end the process.
  worker.on('error', () => undefined);
  await firstMessage(worker, START_LIMIT_MS);
  worker.unref();
  return worker;
}

async function firstMessage(worker: Worker, limitMs: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const lost = (): void => reject(new WorkerLost('The worker that reads checklists gave no answer.'));
  const broken = (error: Error & { code?: string }): void => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') lost();
    else reject(error);
  };
  const timer = setTimeout(lost, limitMs);
  worker.once('message', resolve);
  worker.once('error', broken);
  worker.once('exit', lost);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.off('message', resolve);
    worker.off('error', broken);
    worker.off('exit', lost);
  }
}

/** The worker where it is built, else (running from TypeScript sources) the inline parser. */
export function newChecklistParser(): ChecklistParser {
  return existsSync(fileURLToPath(BUILT_WORKER)) ? new WorkerChecklistParser() : new InlineChecklistParser();
}
