import type { Board } from '../../checklists/checklists.module.js';
import type { Attested } from '../attested.rules.js';
import { addCounts, type Counts, noCounts } from '../counts.rules.js';
import type { Assessment, Reason, Verdict } from '../readiness.rules.js';
import type { Judged } from '../readiness-reader.js';

export interface SignOffView {
  id: string;
  by: { id: string; kind: string };
  meaning: string;
  at: string;
  position: number;
  bound_position: number;
  digest: string;
  stale: boolean;
}

export interface RoleView {
  role: string;
  title: string;
  quorum: number;
  settled: boolean;
  signed: SignOffView[];
}

/** A project's readiness as the API shows it. */
export interface ReadinessView {
  project: string;
  gate: string;
  gate_version: number;
  verdict: Verdict;
  score: number | null;
  counts: Counts;
  by_section: (Counts & { section: string })[];
  by_level: (Counts & { level: string })[];
  by_phase: (Counts & { phase: string })[];
  /** How what is checked came to be so. */
  attested: Attested;
  reasons: readonly Reason[];
  sign_offs: RoleView[];
  conditions: { condition: string; answer: boolean; approved: boolean }[];
  policy: { four_eyes: string; relaxed: { from: number; to: number | null }[] };
  /** Position of the newest event that the answer reflects. */
  position: number;
  /** The time that was asked for; else since when nothing was recorded and nothing ran out. */
  as_of: string;
  /** Until when it holds if nothing happens; null for ever. */
  valid_until: string | null;
  /** SHA-256 (hex) of what was judged: what a sign-off binds itself to. */
  digest: string;
  /** Where the project is set aside, the position of the event that could not be taken; see Reflected. */
  setAside: number | null;
}

export function readinessView(
  project: string,
  board: Board,
  judged: Judged,
  { position, setAside, since }: { position: number; setAside: number | null; since: string },
): ReadinessView {
  const { gate, verdict, score, counts, reasons, digest, validUntil, fourEyes, relaxed, assessments } =
    judged;
  return {
    project,
    gate: gate.key,
    gate_version: gate.version,
    verdict,
    score,
    counts,
    by_section: grouped(assessments, 'sections').map(([section, own]) => ({ section, ...own })),
    by_level: grouped(assessments, 'levels').map(([level, own]) => ({ level, ...own })),
    by_phase: grouped(assessments, 'phases').map(([phase, own]) => ({ phase, ...own })),
    attested: { ...judged.attested },
    reasons,
    sign_offs: roleViews(judged),
    conditions: [...board.conditions.values()].map(({ key, answer, isApproved }) => ({
      condition: key,
      answer,
      approved: isApproved,
    })),
    policy: { four_eyes: fourEyes, relaxed: relaxed.map(({ from, to }) => ({ from, to })) },
    position,
    as_of: since,
    valid_until: validUntil,
    digest,
    setAside,
  };
}

/** How each role of the gate stands, with everybody's newest sign-off. */
export function roleViews({ roles, gateRow }: Pick<Judged, 'roles' | 'gateRow'>): RoleView[] {
  return roles.map(({ role, valid, stale, isSettled }) => ({
    role: role.role,
    title: role.title,
    quorum: role.quorum,
    settled: isSettled,
    signed: (gateRow?.signOffs ?? [])
      .filter(({ id }) => valid.includes(id) || stale.includes(id))
      .map(({ id, by, meaning, at, position, bound_position, digest }) => ({
        id,
        by,
        meaning,
        at,
        position,
        bound_position,
        digest,
        stale: stale.includes(id),
      })),
  }));
}

function grouped(
  assessments: readonly Assessment[],
  by: 'sections' | 'levels' | 'phases',
): [string, Counts][] {
  const groups = new Map<string, Counts>();
  for (const { tally } of assessments)
    for (const [name, counts] of tally[by]) {
      const sum = groups.get(name) ?? noCounts();
      addCounts(sum, counts);
      groups.set(name, sum);
    }
  return [...groups];
}
