import type { By } from '../../src/features/access/person.rules.js';
import type { GateDefinition } from '../../src/features/gates/gate.events.js';
import type { Random } from './random.js';

/** Who acts in random histories: three people, a script of one of them, and one that nobody answers for. */
export const PEOPLE: readonly By[] = [
  { id: 'mem_ana', kind: 'human', person: 'mem_ana' },
  { id: 'mem_ben', kind: 'human', person: 'mem_ben' },
  { id: 'mem_cleo', kind: 'human', person: 'mem_cleo' },
  { id: 'svc_job', kind: 'service', person: 'mem_ana' },
  { id: 'svc_stray', kind: 'service', person: null },
];

/** What holds where nobody has defined the gate. */
export function plainGate(title: string): GateDefinition {
  return {
    title,
    levels: ['required'],
    phases: ['before', 'go-live'],
    sections: null,
    checklists: null,
    sign_offs: [],
    same_person: false,
  };
}

/** Any definition of a gate. */
export function randomGate(random: Random, key: string): GateDefinition {
  return {
    ...plainGate(key),
    levels: random.chance(70) ? ['required'] : ['required', 'recommended'],
    phases: random.chance(60) ? ['before', 'go-live'] : ['before'],
    sections: random.chance(80) ? null : ['section-0'],
    sign_offs: random.chance(70)
      ? [{ role: 'lead', title: 'Lead', aliases: [], quorum: 1 + random.below(2), holders: [] }]
      : [{ role: 'lead', title: 'Lead', aliases: [], quorum: 1, holders: ['mem_ana'] }],
    same_person: random.chance(50),
  };
}
