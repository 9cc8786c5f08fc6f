import type { Command } from 'commander';
import type { DecisionBody, EvidenceBody } from '../../features/items/http/item.dto.js';
import { commentOnItem, decideItem, type Decision } from '../client/items.js';
import { WrongUsage } from '../failures.js';
import { printAnswer } from '../output/print.js';
import { itemsView, itemWords } from '../views/items.js';
import type { Host } from './host.js';
import { withWriteFlags, writeOptions, type WriteFlags } from './options.js';
import { type ItemFlags, whichItem, withItemFlags } from './which-item.js';

const DECISIONS: Readonly<Record<Decision, string>> = {
  check: 'attest that an item is done',
  uncheck: 'open an item again; needs a reason',
  fail: 'record that a check ran and said no; needs a reason',
  'not-applicable': 'exclude an item; needs a reason',
};

interface DecideFlags extends ItemFlags, WriteFlags {
  readonly reason?: string;
  readonly evidenceUrl?: string;
  readonly evidenceTitle?: string;
  readonly effectiveOn?: string;
  readonly sha256?: string;
  readonly effectiveAt?: string;
  readonly measured?: string;
}

export function addDecisions(host: Host): void {
  for (const [decision, description] of Object.entries(DECISIONS) as [Decision, string][]) {
    const command = withItemFlags(host.command(decision, description).argument('<item>', 'key or id'))
      .option('-r, --reason <text>', 'why')
      .option('--effective-at <time>', 'when it was so (RFC 3339); left out: now')
      .option('--measured <value>', "a measured value with its unit, e.g. '187 ms'");
    withWriteFlags(withEvidence(command)).action(
      host.act(async (session, item: string, flags: DecideFlags) => {
        const body = decisionBody(flags);
        const ref = await whichItem(session.api, item, flags);
        const answer = await decideItem(session.api, ref, decision, body, writeOptions(flags));
        await printAnswer(session, answer, {
          view: itemsView,
          rows: ({ resource }) => [resource],
          words: ({ resource, position }) => itemWords(resource, position),
        });
      }),
    );
  }
}

export function addComment(host: Host): void {
  const comment = host
    .command('comment', 'say something about an item')
    .argument('<item>', 'key or id')
    .argument('<text>');
  withWriteFlags(withItemFlags(comment)).action(
    host.act(async (session, item: string, text: string, flags: ItemFlags & WriteFlags) => {
      const ref = await whichItem(session.api, item, flags);
      const answer = await commentOnItem(session.api, ref, text, writeOptions(flags));
      await printAnswer(session, answer, {
        view: itemsView,
        rows: ({ resource }) => [resource],
        words: ({ resource, position }) =>
          `Commented on ${resource.key} in ${resource.checklist}, recorded at position ${position}\n`,
      });
    }),
  );
}

function withEvidence(command: Command): Command {
  return command
    .option('--evidence-url <url>', 'where the evidence is')
    .option('--sha256 <hash>', "of the evidence's file, in hexadecimal digits")
    .option('--evidence-title <text>', 'what the evidence shows')
    .option('--effective-on <day>', 'the day the evidence is of, e.g. 2025-03-03');
}

/** @throws WrongUsage for evidence that is only half described */
function decisionBody(flags: DecideFlags): DecisionBody {
  const { reason, effectiveAt, measured } = flags;
  const evidence = evidenceOf(flags);
  return {
    ...(reason !== undefined && { reason }),
    ...(effectiveAt !== undefined && { effective_at: effectiveAt }),
    ...(measured !== undefined && { measured }),
    ...(evidence !== null && { evidence: [evidence] }),
  };
}

function evidenceOf({ evidenceUrl, sha256, evidenceTitle, effectiveOn }: DecideFlags): EvidenceBody | null {
  const given = [evidenceUrl, sha256, evidenceTitle, effectiveOn].filter((value) => value !== undefined);
  if (given.length === 0) return null;
  const hasWhat = evidenceUrl !== undefined || sha256 !== undefined;
  if (!hasWhat || evidenceTitle === undefined || effectiveOn === undefined)
    throw new WrongUsage(
      'Evidence needs --evidence-title, --effective-on, and --evidence-url or --sha256 or both',
    );
  return {
    title: evidenceTitle,
    effective_on: effectiveOn,
    ...(evidenceUrl !== undefined && { url: evidenceUrl }),
    ...(sha256 !== undefined && { sha256 }),
  };
}
