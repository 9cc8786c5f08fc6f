import type { ItemCommand } from '../commands/batch.js';
import {
  assignItemBy,
  attachEvidenceBy,
  commentBy,
  decideItemBy,
  type OnItem,
  requestWaiverBy,
  setDueBy,
} from './item-commands.js';
import { AssignBody, CommentBody, DecisionBody, DueBody, EvidenceBody, WaiverBody } from './item.dto.js';

/** An action that a batch may hold: the body it takes, and the command that the action's own route makes of it. */
export interface BatchAction {
  readonly body: new () => object;
  readonly command: (on: OnItem, body: object) => ItemCommand;
  /** How many events it records. */
  readonly events: (body: object) => number;
}

function action<Body extends object>(
  body: new () => Body,
  command: (on: OnItem, body: Body) => ItemCommand,
  events: (body: Body) => number = () => 1,
): BatchAction {
  // Only ever called with what was validated as this class.
  return { body, command: command as BatchAction['command'], events: events as BatchAction['events'] };
}

/** Evidence that comes with a decision has events of its own. */
const withEvidence = ({ evidence }: DecisionBody): number => 1 + (evidence?.length ?? 0);

/**
 * By the last part of their routes' paths. What a second person does (to approve, to revoke) is not among them: that is
 * looked at one by one.
 */
export const BATCH_ACTIONS = {
  check: action(DecisionBody, (on, body) => decideItemBy('item.checked', on, body), withEvidence),
  uncheck: action(DecisionBody, (on, body) => decideItemBy('item.unchecked', on, body), withEvidence),
  fail: action(DecisionBody, (on, body) => decideItemBy('item.failed', on, body), withEvidence),
  'not-applicable': action(
    DecisionBody,
    (on, body) => decideItemBy('item.marked_not_applicable', on, body),
    withEvidence,
  ),
  comment: action(CommentBody, commentBy),
  assign: action(AssignBody, assignItemBy),
  evidence: action(EvidenceBody, attachEvidenceBy),
  due: action(DueBody, setDueBy),
  waivers: action(WaiverBody, requestWaiverBy),
} as const satisfies Record<string, BatchAction>;

export type BatchActionName = keyof typeof BATCH_ACTIONS;
export const BATCH_ACTION_NAMES = Object.keys(BATCH_ACTIONS) as BatchActionName[];
