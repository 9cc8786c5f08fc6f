import { X509Certificate } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidKey, parseVerifierKey, type VerifierKey } from '../transparency/note-key.js';
import type { HeldNote } from './anchors.js';
import { CannotCheck, NotValid, type VerifiedExport } from './outcome.js';
import { type ExportChecks, verifyExport } from './verify-export.js';

export const USAGE = `usage: clearance verify FILE --key KEY [--key KEY ...] [--checkpoint PATH ...]

Checks an export of the log without the service and without trusting it. FILE is the tar archive, or - for standard
input.

  --key KEY           verifier key of the log, name+id+base64, as you were given it; never from the export itself
  --key-file PATH     a file with such keys, one a line
  --checkpoint PATH   a checkpoint that you or somebody else holds, or a folder of them (an anchor): the export has to
                      continue each; those of other logs in a folder are left out. May be given several times.
  --tsa-cert PATH     certificates (PEM) of the time-stamping authorities that you trust: each time-stamp in the export
                      has to be signed by one, or by one that these have issued. Without it they are only read.
  --tolerance SECONDS how far clocks may be apart when times are compared with those of anchors (default 300)
  --json              the outcome as JSON

Ends with 0: valid; 1: not valid, with the first position that is wrong; 2: nothing can be said.`;

export interface VerifyIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
}

const MOST_HELD = 10_000;
const MOST_NOTE_BYTES = 1_000_000;

/** Runs the verifier with its arguments; gives the exit code and never throws. */
export async function runVerifier(args: readonly string[], io: VerifyIo): Promise<0 | 1 | 2> {
  let isJson = false;
  try {
    const asked = await readArguments(args);
    if (asked === null) {
      io.out(`${USAGE}\n`);
      return 0;
    }
    isJson = asked.isJson;
    const stream = asked.file === '-' ? io.stdin : await open(asked.file);
    const verified = await verifyExport(stream, asked.checks);
    io.out(isJson ? `${JSON.stringify({ valid: true, ...verified })}\n` : told(verified));
    return 0;
  } catch (error) {
    const isWrong = error instanceof NotValid;
    const message = error instanceof Error ? error.message : String(error);
    const position = isWrong ? error.position : null;
    if (isJson) io.out(`${JSON.stringify({ valid: isWrong ? false : null, position, reason: message })}\n`);
    else if (isWrong) io.err(`NOT VALID${position === null ? '' : ` at position ${position}`}: ${message}\n`);
    else io.err(`Could not check: ${message}\n`);
    return isWrong ? 1 : 2;
  }
}

async function readArguments(
  args: readonly string[],
): Promise<{ file: string; isJson: boolean; checks: ExportChecks } | null> {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CannotCheck(`name one file\n\n${USAGE}`);
  const texts = [...(values.key ?? [])];
  for (const path of values['key-file'] ?? []) texts.push(...(await linesOf(path)));
  if (texts.length === 0) throw new CannotCheck(`give the key of the log with --key\n\n${USAGE}`);
  const seconds = Number(values.tolerance ?? 300);
  if (!(seconds >= 0 && seconds <= 1e9)) throw new CannotCheck('--tolerance is a number of seconds');
  const authorities = (await Promise.all((values['tsa-cert'] ?? []).map(certificatesIn))).flat();
  const held = (await Promise.all((values.checkpoint ?? []).map(heldUnder))).flat();
  return {
    file,
    isJson: values.json ?? false,
    checks: { keys: texts.map(readKey), held, tolerance: { seconds }, authorities },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        'key-file': { type: 'string', multiple: true },
        checkpoint: { type: 'string', multiple: true },
        'tsa-cert': { type: 'string', multiple: true },
        tolerance: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CannotCheck(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readKey(text: string): VerifierKey {
  try {
    return parseVerifierKey(text.trim());
  } catch (error) {
    if (error instanceof InvalidKey) throw new CannotCheck(`--key: ${error.message}`, { cause: error });
    throw error;
  }
}

async function linesOf(path: string): Promise<string[]> {
  const text = await readable(path, () => readFile(path, 'utf8'));
  return text.split('\n').filter((line) => line.trim() !== '');
}

async function open(path: string): Promise<AsyncIterable<Uint8Array>> {
  await readable(path, () => stat(path));
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

/** The checkpoint in a file, or those in all files of a folder and the folders in it. */
async function heldUnder(path: string): Promise<HeldNote[]> {
  const found = await readable(path, () => stat(path));
  if (!found.isDirectory()) return [{ ...(await noteIn(path)), folder: null }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(
      (entry) => entry.isFile() && !entry.parentPath.includes('/.git') && entry.name.endsWith('.checkpoint'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0 || paths.length > MOST_HELD)
    throw new CannotCheck(`${path} holds ${paths.length} files called *.checkpoint`);
  return await Promise.all(paths.map(async (file) => ({ ...(await noteIn(file)), folder: path })));
}

async function noteIn(path: string): Promise<{ note: string; from: string }> {
  const { size } = await readable(path, () => stat(path));
  if (size > MOST_NOTE_BYTES) throw new CannotCheck(`${path} is too large for a checkpoint`);
  return { note: await readFile(path, 'utf8'), from: path };
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CannotCheck(`${path} cannot be read`, { cause: error });
  }
}

async function certificatesIn(path: string): Promise<X509Certificate[]> {
  const { size } = await readable(path, () => stat(path));
  if (size > MOST_NOTE_BYTES) throw new CannotCheck(`${path} is too large for certificates`);
  const text = await readable(path, () => readFile(path, 'utf8'));
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new CannotCheck(`${path} holds no certificate (PEM)`);
  try {
    return found.map((pem) => new X509Certificate(pem));
  } catch (error) {
    throw new CannotCheck(`${path} holds a certificate that cannot be read`, { cause: error });
  }
}

function stampsTold(stamped: VerifiedExport['anchors']): string {
  const authorities = new Set(stamped.flatMap(({ authority }) => authority ?? []));
  if (authorities.size > 0) return ` by ${[...authorities].join(' and ')}`;
  return stamped.length === 0 ? '' : ' (their signatures were not checked: give --tsa-cert)';
}

function told(verified: VerifiedExport): string {
  const { origin, epoch, from, to, project, size, root, signers, events, erased, anchors } = verified;
  const stamped = anchors.filter((anchor) => anchor.stamped);
  const lines = [
    'VALID',
    `  log          ${origin}, epoch ${epoch}`,
    `  signed by    ${signers.join(', ')}`,
    `  tree         ${size} events, root ${root}`,
    `  range        positions ${from} up to, not including, ${to}`,
    `  disclosed    ${events} events${project === null ? '' : ` of the project ${project}; it has no others in the range`}`,
    `  erased       ${erased} private parts, each by an event of the log`,
    `  anchors      ${anchors.length}, ${stamped.length} of them time-stamped${stampsTold(stamped)}`,
  ];
  if (anchors.every((anchor) => anchor.from.startsWith('anchors/')))
    lines.push(
      '',
      'No checkpoint was given that is held outside of the export. Whoever holds the signing key could have written the',
      'whole log anew: compare with an anchor (--checkpoint) to rule that out.',
    );
  return `${lines.join('\n')}\n`;
}
