import type { LogKeyBody } from '../../client/schema.js';
import { exportLog, listLogKeys } from '../client/log.js';
import { type ExitCode } from '../exit-codes.js';
import { StatusLine } from '../output/progress.js';
import { writeOut } from '../output/write-out.js';
import type { Host } from './host.js';
import { integer } from './options.js';

interface ExportFlags {
  readonly project?: string;
  readonly from?: string;
  readonly to?: string;
  readonly epoch?: number;
  readonly output: string;
}

export function addLog(host: Host): void {
  host
    .rawCommand('log export', 'take the log out, or a part of it, as an archive that can be checked offline')
    .requiredOption('-o, --output <file>', 'the archive; "-" for standard output')
    .option('--project <project>', 'its events alone, and that there are no others')
    .option('--from <time>', 'recorded at or after')
    .option('--to <time>', 'recorded before')
    .option('--epoch <number>', 'left out: the newest', integer(0))
    .action(
      host.act(async ({ io, api }, { output, project, from, to, epoch }: ExportFlags) => {
        const pieces = await exportLog(api, {
          ...(project !== undefined && { project }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          ...(epoch !== undefined && { epoch }),
        });
        const line = new StatusLine(io.err);
        try {
          await writeOut(io, told(pieces, line), output);
        } finally {
          await line.clear();
        }
      }),
    );
  host.rawCommand('log keys', 'the public keys that sign the log, one a line').action(
    host.act(async ({ io, api }) => {
      const keys: readonly LogKeyBody[] = await listLogKeys(api);
      await io.out.write(keys.map(({ key }) => `${key}\n`).join(''));
    }),
  );
}

/** Checks an export without the service: the arguments and exit codes are those of verify.mjs. */
export function addVerify(host: Host): void {
  host.passThrough(
    'verify',
    'check an export of the log offline; --help says how',
    async (args, io): Promise<ExitCode> => {
      // The other commands start without it.
      const { runVerifier } = await import('../../verifier/run.js');
      const written: Promise<void>[] = [];
      const code = await runVerifier(args, {
        out: (text) => void written.push(io.out.write(text)),
        err: (text) => void written.push(io.err.write(text)),
        stdin: (async function* () {
          yield await io.readStdin();
        })(),
      });
      await Promise.all(written);
      return code;
    },
  );
}

async function* told(pieces: AsyncIterable<Uint8Array>, line: StatusLine): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let shown = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes - shown > 1_000_000) {
      shown = bytes;
      await line.show(`log  ${(bytes / 1e6).toFixed(0)} MB`);
    }
    yield piece;
  }
}
