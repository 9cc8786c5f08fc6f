import type { GateDefinition, Meaning, SignOffRole } from './gate.events.js';

/** A sign-off as a gate keeps it: the newest of each person in each role. */
export interface SignOffFacts {
  readonly id: string;
  readonly role: string;
  readonly meaning: Meaning;
  readonly person: string | null;
  readonly digest: string;
}

/** How a role stands: who of those that signed still signs what there is. */
export interface RoleStanding {
  readonly role: SignOffRole;
  /** Ids of sign-offs that count. */
  readonly valid: readonly string[];
  /** Ids of sign-offs of something else than there is now. */
  readonly stale: readonly string[];
  readonly isRejected: boolean;
  readonly isSettled: boolean;
}

/** How a gate's roles stand for a digest. A sign-off of another digest is stale, and counts for nothing. */
export function roleStandings(
  definition: Pick<GateDefinition, 'sign_offs'>,
  signOffs: readonly SignOffFacts[],
  digest: string,
): RoleStanding[] {
  return definition.sign_offs.map((role) => {
    const own = signOffs.filter((signOff) => signOff.role === role.role && mayHold(role, signOff.person));
    const valid = own.filter((signOff) => signOff.digest === digest);
    const approvals = valid.filter(({ meaning }) => meaning === 'approve');
    const isRejected = valid.some(({ meaning }) => meaning === 'reject');
    return {
      role,
      valid: valid.map(({ id }) => id),
      stale: own.filter((signOff) => signOff.digest !== digest).map(({ id }) => id),
      isRejected,
      isSettled: !isRejected && new Set(approvals.map(({ person }) => person)).size >= role.quorum,
    };
  });
}

/** Whether a person may sign in a role. */
export function mayHold(role: SignOffRole, person: string | null): boolean {
  return person !== null && (role.holders.length === 0 || role.holders.includes(person));
}

/** The role that a name means: its key, title or an alias, whatever the case. */
export function roleNamed(definition: Pick<GateDefinition, 'sign_offs'>, name: string): SignOffRole | null {
  const wanted = fold(name);
  return (
    definition.sign_offs.find(({ role, title, aliases }) =>
      [role, title, ...aliases].some((known) => fold(known) === wanted),
    ) ?? null
  );
}

function fold(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
}
