import type { Command } from 'commander';
import type { EventAnswer, EvidenceBody, ItemAnswerBody, ItemWaiverAnswer } from '../../../client/schema.js';
import { WrongUsage } from '../../failures.js';
import { seconds } from '../../output/text.js';
import { eventsView } from '../../views/events.js';
import { itemsView, itemWords } from '../../views/items.js';
import { waiversView } from '../../views/waivers.js';
import { route, type ExtraOptions } from '../route-spec.js';

interface EvidenceFlags {
  readonly evidenceUrl?: string;
  readonly evidenceTitle?: string;
  readonly effectiveOn?: string;
  readonly sha256?: string;
}

const EVIDENCE: ExtraOptions = {
  add: (command: Command) =>
    command
      .option('--evidence-url <url>', 'where the evidence is')
      .option('--sha256 <hash>', "of the evidence's file, in hexadecimal digits")
      .option('--evidence-title <text>', 'what the evidence shows')
      .option('--effective-on <day>', 'the day the evidence is of, e.g. 2025-03-03'),
  body: (flags) => {
    const evidence = evidenceOf(flags);
    return evidence === null ? {} : { evidence: [evidence] };
  },
};

const decision = {
  view: itemsView,
  say: (item: ItemAnswerBody, recorded: number | null) => itemWords(item, recorded),
  leaveOut: ['evidence'],
  extra: EVIDENCE,
} as const;

const saysItem = { view: itemsView, say: decision.say } as const;

const saysWaiver = {
  view: waiversView,
  say: ({ id, item, checklist, state, expires_at: at }: ItemWaiverAnswer, recorded: number | null): string =>
    `The waiver ${id} of ${item} in ${checklist} is ${state}, until ${seconds(at)}; recorded at position ${recorded}\n` +
    (state === 'requested'
      ? `It holds once another person approves: clearance waiver approve ${item} ${id}\n`
      : ''),
} as const;

/** Items, what is decided on them, and waivers. */
export const ITEM_ROUTES = [
  route<ItemAnswerBody>({
    operation: 'items_list',
    words: 'items',
    about: "list a project's items in document order",
    view: itemsView,
    example: '--project payments-api --status open',
  }),
  route<ItemAnswerBody>({
    operation: 'items_find',
    words: 'item find',
    about: 'list items of all projects',
    view: itemsView,
    example: '--item ha-setup.test-the-restore --status open',
  }),
  route<ItemAnswerBody>({ operation: 'items_get', words: 'item show', view: itemsView }),
  route<ItemAnswerBody>({
    operation: 'items_check',
    words: 'check',
    about: 'attest that an item is done',
    ...decision,
    example: "ha-setup.test-the-restore --project payments-api --reason 'drill took 12 minutes'",
  }),
  route<ItemAnswerBody>({
    operation: 'items_uncheck',
    words: 'uncheck',
    about: 'open an item again; needs a reason',
    ...decision,
    example: "ha-setup.test-the-restore --project payments-api --reason 'the drill was on another cluster'",
  }),
  route<ItemAnswerBody>({
    operation: 'items_fail',
    words: 'fail',
    about: 'record that a check ran and said no; needs a reason',
    ...decision,
    example: "ha-setup.test-the-restore --project payments-api --reason 'no backup since Monday'",
  }),
  route<ItemAnswerBody>({
    operation: 'items_exclude',
    words: 'not-applicable',
    about: 'exclude an item; needs a reason',
    ...decision,
    example: "ha-setup.test-the-restore --project payments-api --reason 'there is no data yet'",
  }),
  route<ItemAnswerBody>({
    operation: 'items_comment',
    words: 'comment',
    about: 'say something about an item',
    positional: ['item', 'text'],
    view: itemsView,
    say: (item, recorded) =>
      `Commented on ${item.key} in ${item.checklist}, recorded at position ${recorded}\n`,
    example: "ha-setup.test-the-restore 'planned for Thursday' --project payments-api",
  }),
  route<ItemAnswerBody>({ operation: 'items_evidence', words: 'item evidence', ...saysItem }),
  route<ItemAnswerBody>({ operation: 'items_assign', words: 'item assign', ...saysItem }),
  route<ItemAnswerBody>({ operation: 'items_due', words: 'item due', ...saysItem }),
  route<ItemAnswerBody>({ operation: 'items_approve', words: 'item approve', ...saysItem }),
  route<EventAnswer>({
    operation: 'audit_item_history',
    words: 'history',
    about: 'list everything that was recorded of an item, oldest first',
    view: eventsView,
  }),
  route<ItemWaiverAnswer>({
    operation: 'waivers_request',
    words: 'waiver request',
    about: 'ask for an exception',
    ...saysWaiver,
  }),
  route<ItemWaiverAnswer>({
    operation: 'waivers_approve',
    words: 'waiver approve',
    about: 'approve one, as a second person',
    ...saysWaiver,
  }),
  route<ItemWaiverAnswer>({
    operation: 'waivers_revoke',
    words: 'waiver revoke',
    about: 'end one; needs a reason',
    ...saysWaiver,
  }),
  route<ItemWaiverAnswer>({ operation: 'waivers_get', words: 'waiver show', view: waiversView }),
  route<ItemWaiverAnswer>({ operation: 'waivers_list', words: 'waiver list', view: waiversView }),
];

/** @throws WrongUsage for evidence that is only half described */
function evidenceOf({ evidenceUrl, sha256, evidenceTitle, effectiveOn }: EvidenceFlags): EvidenceBody | null {
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
