import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SignOffBody } from '../../features/gates/http/gate.dto.js';
import { defineGate, evaluateGate, signGate } from '../client/gates.js';
import { getReadiness } from '../client/readiness.js';
import { EXIT } from '../exit-codes.js';
import { WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { gatesView, gateWords, signOffsView, receiptView, receiptWords } from '../views/gates.js';
import type { Host } from './host.js';
import { withIdempotencyKey, withWriteFlags, writeOptions, type WriteFlags } from './options.js';

const GOOD_VERDICTS = ['ready', 'ready_with_exceptions'];
const MEANINGS = ['approve', 'reject', 'acknowledge'] as const satisfies readonly SignOffBody['meaning'][];

interface CheckFlags extends WriteFlags {
  readonly project: string;
  readonly gate: string;
  readonly subject: string;
  readonly digest: string;
  readonly environment: string;
  readonly exceptions: boolean;
}

interface SignFlags extends WriteFlags {
  readonly project: string;
  readonly gate: string;
  readonly meaning: string;
  readonly comment?: string;
  readonly digest?: string;
}

interface DefineFlags extends WriteFlags {
  readonly project: string;
}

/** `gate check`, `gate sign` and `gate define`. */
export function addGate(host: Host): void {
  const gate = host.group('gate', 'check, sign or define a gate');
  const check = host
    .command('check', 'ask for the verdict on what is about to be deployed, and keep it as a receipt', gate)
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key or id', 'go-live')
    .requiredOption('--subject <name>', 'what is deployed')
    .requiredOption('--digest <digest>', "of its artefact, such as an image's")
    .requiredOption('--environment <environment>', 'where to')
    .option('--no-exceptions', 'ready with exceptions ends with 1 as well');
  withIdempotencyKey(check).action(
    host.act(async (session, flags: CheckFlags) => {
      const { project, gate: key, subject: name, digest, environment, exceptions } = flags;
      const body = { subject: { name, digest, environment } };
      const answer = await evaluateGate(session.api, { project, gate: key }, body, writeOptions(flags));
      await printAnswer(session, answer, {
        view: receiptView,
        rows: ({ resource: receipt }) => receipt.reasons,
        words: ({ resource: receipt }) => receiptWords(receipt, session.out.columns),
      });
      const good = exceptions ? GOOD_VERDICTS : ['ready'];
      return good.includes(answer.value.resource.verdict) ? EXIT.ok : EXIT.notReady;
    }),
  );

  const sign = host
    .command('sign', 'sign a gate in a role, as it is now', gate)
    .argument('<role>', 'the role, its title or an alias')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key or id', 'go-live')
    .option('--meaning <meaning>', MEANINGS.join(', '), 'approve')
    .option('--digest <digest>', 'of the readiness that was read; left out: that of now')
    .option('--comment <text>');
  withIdempotencyKey(sign).action(
    host.act(async (session, role: string, flags: SignFlags) => {
      const { project, gate: key, comment } = flags;
      const meaning = MEANINGS.find((known) => known === flags.meaning);
      if (!meaning) throw new WrongUsage(`--meaning is one of ${MEANINGS.join(', ')}`);
      const { value: read } = await getReadiness(session.api, project, { gate: key });
      const signed = { position: Math.max(0, read.position), digest: flags.digest ?? read.digest };
      const body = { role, meaning, ...signed, ...(comment !== undefined && { comment }) };
      const answer = await signGate(session.api, { project, gate: key }, body, writeOptions(flags));
      await printAnswer(session, answer, {
        view: signOffsView,
        rows: ({ resource }) => [resource],
        words: ({ resource, position }) =>
          `Signed the gate ${resource.gate} as ${resource.role} (${resource.meaning}) while it was ` +
          `${read.verdict}, recorded at position ${position}\n`,
      });
    }),
  );

  const define = host
    .command('define', 'define a gate, or define it anew', gate)
    .argument('<gate>', 'key')
    .argument('<file>', 'its definition as JSON, - for standard input')
    .requiredOption('-p, --project <project>', 'key or id');
  withWriteFlags(define).action(
    host.act(async (session, key: string, file: string, flags: DefineFlags) => {
      const bytes = await (file === '-' ? session.io.readStdin() : readJson(resolve(session.io.cwd, file)));
      const definition = jsonObject(new TextDecoder().decode(bytes), file);
      const { project } = flags;
      const answer = await defineGate(session.api, { project, gate: key }, definition, writeOptions(flags));
      await printAnswer(session, answer, {
        view: gatesView,
        rows: ({ resource }) => [resource],
        words: ({ resource, position }) => gateWords(resource, position),
      });
    }),
  );
}

/** @throws WrongUsage where the file cannot be read */
async function readJson(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((error: unknown) => {
    throw new WrongUsage(`${file} cannot be read`, { cause: error });
  });
}

/** @throws WrongUsage where the text is no JSON object */
function jsonObject(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, in the same words.
  }
  throw new WrongUsage(`${file} holds no JSON object`);
}
