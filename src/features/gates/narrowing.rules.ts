import type { GateDefinition, SignOffRole } from './gate.events.js';

/** What a definition asks less of than the one before, in words; empty where it asks for as much or more. */
export function narrowed(before: GateDefinition, after: GateDefinition): string[] {
  const found: string[] = [];
  if (before.levels.some((level) => !after.levels.includes(level))) found.push('levels');
  if (before.phases.some((phase) => !after.phases.includes(phase))) found.push('phases');
  if (isFewer(before.sections, after.sections)) found.push('sections');
  if (isFewer(before.checklists, after.checklists)) found.push('checklists');
  for (const role of before.sign_offs) {
    const same = after.sign_offs.find((entry) => entry.role === role.role);
    if (!same || asksLess(role, same)) found.push(`role ${role.role}`);
  }
  if (after.same_person && !before.same_person) found.push('same_person');
  return found;
}

function isFewer(before: readonly string[] | null, after: readonly string[] | null): boolean {
  if (after === null) return false;
  return before === null || before.some((key) => !after.includes(key));
}

// Whoever is let in to sign could be let in by herself.
function asksLess(before: SignOffRole, after: SignOffRole): boolean {
  if (after.quorum < before.quorum) return true;
  if (before.holders.length === 0) return false;
  return after.holders.length === 0 || after.holders.some((holder) => !before.holders.includes(holder));
}
