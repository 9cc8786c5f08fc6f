import { type Command, InvalidArgumentError } from 'commander';
import type { WriteOptions } from '../client/api.js';

/** For options that take an integer from `least`. */
export function integer(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`Give an integer from ${least}.`);
    return number;
  };
}

export interface WriteFlags {
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
}

/** Adds --idempotency-key: for a pipeline that is run again and must not write twice. */
export function withIdempotencyKey(command: Command): Command {
  return command.option(
    '--idempotency-key <key>',
    'the same key and input again is done once; made where left out',
    headerText,
  );
}

/** Adds --if-match. */
export function withIfMatch(command: Command): Command {
  return command.option('--if-match <sequence>', 'only if this is still its newest sequence', integer(0));
}

export function writeOptions({ idempotencyKey, ifMatch }: WriteFlags): WriteOptions {
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(ifMatch !== undefined && { ifMatch }),
  };
}

function headerText(text: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(text))
    throw new InvalidArgumentError('Give 1 to 255 visible ASCII characters.');
  return text;
}
