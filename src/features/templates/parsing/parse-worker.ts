import { parentPort } from 'node:worker_threads';
import { ChecklistError } from './checklist-errors.js';
import { parseChecklist } from './parse-checklist.js';
import type { ParseAnswer, ParseRequest } from './parse-in-worker.js';

/** The worker's side of parse-in-worker.ts: one text in, one checklist or named refusal out. */
function answer({ text, mediaType, options }: ParseRequest): ParseAnswer {
  try {
    return { checklist: parseChecklist(text, mediaType, options) };
  } catch (error) {
    if (error instanceof ChecklistError) {
      const { code, message, line } = error;
      return { refusal: { code, message, ...(line === undefined ? {} : { line }) } };
    }
    if (error instanceof RangeError) {
      // The stack ran out: nested deeper than anybody writes.
      return {
        refusal: { code: 'checklist_too_complex', message: 'The text is too deeply nested to be read.' },
      };
    }
    throw error;
  }
}

parentPort?.on('message', (request: ParseRequest) => parentPort?.postMessage(answer(request), []));
parentPort?.postMessage('ready', []);
