import type { ProblemBody } from '../../client/answered.js';
import type { MemberError } from '../../client/schema.js';
import { plain } from './width.js';

/**
 * A problem's detail and each wrong member, a text each, the detail first. What the detail repeats of the first member is
 * said once, with where it is.
 */
export function problemWords({ detail, errors = [] }: ProblemBody): readonly string[] {
  const [first, ...others] = errors;
  if (first === undefined) return [plain(detail)];
  if (!detail.includes(first.detail)) return [plain(detail), ...errors.map(memberWords)];
  return [
    isOnly(detail, first) ? memberWords(first) : `${placeOf(first)}: ${plain(detail)}`,
    ...others.map(memberWords),
  ];
}

/** Whether the detail says no more than the member does: where it is in front, and how many there are behind. */
function isOnly(detail: string, { pointer, detail: said }: MemberError): boolean {
  const [before = '', behind = ''] = detail.split(said);
  const name = pointer.slice(1);
  return (
    (before === '' || (before.endsWith(': ') && before.includes(name))) &&
    /^(?:, and \d+ more)?$/.test(behind)
  );
}

function memberWords(error: MemberError): string {
  return `${placeOf(error)}: ${plain(error.detail)}`;
}

function placeOf({ pointer, in: place }: MemberError): string {
  return plain(place === undefined ? pointer || 'the body' : `${place} ${pointer.slice(1)}`);
}
