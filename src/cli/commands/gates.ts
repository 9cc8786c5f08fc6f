import type { SignOffBody } from '../../client/schema.js';
import { evaluateGate, signGate } from '../client/gates.js';
import { getReadiness } from '../client/readiness.js';
import { WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { receiptView, receiptWords, signOffsView } from '../views/gates.js';
import type { Host } from './host.js';
import { withIdempotencyKey, writeOptions, type WriteFlags } from './options.js';
import { exitCodeOfVerdict, untilReady, type WaitFlags, withVerdictFlags } from './verdict.js';

const MEANINGS = ['approve', 'reject', 'acknowledge'] as const satisfies readonly SignOffBody['meaning'][];

interface CheckFlags extends WriteFlags, WaitFlags {
  readonly project: string;
  readonly gate: string;
  readonly subject: string;
  readonly digest: string;
  readonly environment: string;
}

interface SignFlags extends WriteFlags {
  readonly project: string;
  readonly gate: string;
  readonly meaning: string;
  readonly comment?: string;
  readonly digest?: string;
}

/** `gate check`: 0 where the gate is ready, 1 where it is not; the answer is a receipt that stays in the log. */
export function addGateCheck(host: Host): void {
  const check = host
    .command('gate check', 'ask for the verdict on what is about to be deployed, and keep it as a receipt')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key or id', 'go-live')
    .requiredOption('--subject <name>', 'what is deployed')
    .requiredOption('--digest <digest>', "of its artefact, such as an image's")
    .requiredOption('--environment <environment>', 'where to');
  withIdempotencyKey(withVerdictFlags(check))
    .addHelpText(
      'after',
      '\nExample:\n  clearance gate check --project payments-api --subject payments-api \\\n' +
        '    --digest sha256:9f86d0 --environment production --wait 10m && ./deploy.sh',
    )
    .action(
      host.act(async (session, flags: CheckFlags) => {
        const { project, gate, subject: name, digest, environment } = flags;
        await untilReady(session, flags, async () => {
          const { value } = await getReadiness(session.api, project, { gate });
          return value.verdict;
        });
        const body = { subject: { name, digest, environment } };
        const answer = await evaluateGate(session.api, { project, gate }, body, writeOptions(flags));
        await printAnswer(session, answer, {
          view: receiptView,
          rows: ({ resource: receipt }) => receipt.reasons,
          words: ({ resource: receipt }) => receiptWords(receipt, session.out.columns),
        });
        return exitCodeOfVerdict(session, flags, answer.value.resource.verdict);
      }),
    );
}

/** `gate sign`: signs what the gate is now, or what was read before by its digest. */
export function addGateSign(host: Host): void {
  const sign = host
    .command('gate sign', 'sign a gate in a role, as it is now')
    .argument('<role>', 'the role, its title or an alias')
    .requiredOption('-p, --project <project>', 'key or id')
    .option('--gate <gate>', 'key or id', 'go-live')
    .option('--meaning <meaning>', MEANINGS.join(', '), 'approve')
    .option('--digest <digest>', 'of the readiness that was read; left out: that of now')
    .option('--comment <text>');
  withIdempotencyKey(sign)
    .addHelpText('after', '\nExample:\n  clearance gate sign technical-lead --project payments-api')
    .action(
      host.act(async (session, role: string, flags: SignFlags) => {
        const { project, gate, comment } = flags;
        const meaning = MEANINGS.find((known) => known === flags.meaning);
        if (!meaning) throw new WrongUsage(`--meaning is one of ${MEANINGS.join(', ')}`);
        const { value: read } = await getReadiness(session.api, project, { gate });
        const signed = { position: Math.max(0, read.position), digest: flags.digest ?? read.digest };
        const body = { role, meaning, ...signed, ...(comment !== undefined && { comment }) };
        const answer = await signGate(session.api, { project, gate }, body, writeOptions(flags));
        await printAnswer(session, answer, {
          view: signOffsView,
          rows: ({ resource }) => [resource],
          words: ({ resource, position }) =>
            `Signed the gate ${resource.gate} as ${resource.role} (${resource.meaning}) while it was ` +
            `${read.verdict}, recorded at position ${position}\n`,
        });
      }),
    );
}
