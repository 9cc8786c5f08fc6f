import { createHash } from 'node:crypto';
import { canonicalize } from '../../transparency/canonical-json.js';
import type { Settled } from '../items/settlement.rules.js';
import type { ConditionAnswer } from '../items/standing.rules.js';
import type { GateRules, ReadinessItem } from './readiness.rules.js';

/** What one checklist adds to a digest: its items in scope as canonical JSON, and the conditions they stand under. */
export interface DigestPart {
  /** Elements of a JSON array with commas between; empty for none. */
  readonly text: string;
  readonly conditions: ReadonlySet<string>;
}

/** The items at `scope`, as canonical JSON (RFC 8785): wording, status, evidence and waiver of each. */
export function digestPart(
  items: readonly ReadinessItem[],
  states: readonly Settled[],
  scope: readonly number[],
): DigestPart {
  const conditions = new Set<string>();
  const texts = scope.map((at) => {
    const item = items[at];
    const state = states[at];
    if (!item || !state) throw new Error('the scope names an item that is not there');
    if (item.when) conditions.add(item.when.condition);
    return canonicalize({
      checklist: item.checklist,
      item: item.id,
      wording_hash: item.wordingHash,
      status: state.status,
      evidence: item.evidence.map((entry) => entry.sha256 ?? entry.id),
      waiver: state.waiver,
    });
  });
  return { text: texts.join(','), conditions };
}

/**
 * SHA-256 (lower-case hex) over the canonical JSON of `{conditions, gate, items}`: the version of the gate, the items in
 * its scope and the answers to the conditions that they stand under. What is not in it (signatures, comments, owners,
 * tickets, evaluations) makes no sign-off stale. The parts are in the order of the checklists' application.
 */
export function readinessDigest(
  gate: Pick<GateRules, 'key' | 'version'>,
  parts: readonly DigestPart[],
  answers: ReadonlyMap<string, ConditionAnswer>,
): string {
  const named = new Set(parts.flatMap((part) => [...part.conditions]));
  const conditions = [...named].sort().flatMap((key) => {
    const given = answers.get(key);
    return given ? [{ key, answer: given.answer, approved: given.isApproved }] : [];
  });
  const hash = createHash('sha256');
  hash.update(`{"conditions":${canonicalize(conditions)},`);
  hash.update(`"gate":${canonicalize({ key: gate.key, version: gate.version })},"items":[`);
  parts
    .filter((part) => part.text !== '')
    .forEach((part, index) => hash.update(index === 0 ? part.text : `,${part.text}`));
  return hash.update(']}').digest('hex');
}
