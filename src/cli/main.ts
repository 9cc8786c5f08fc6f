import { EXIT } from './exit-codes.js';
import { processIo } from './process-io.js';
import { run } from './run.js';

/** Runs the CLI as this process. Sets the exit code and lets the process end by itself, so that output is not cut. */
export async function main(): Promise<void> {
  // What Node would end with, should it find nothing left to wait for, is 0.
  process.exitCode = EXIT.internal;
  process.exitCode = await run(process.argv.slice(2), processIo(process));
}
