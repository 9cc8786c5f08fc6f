import { Injectable } from '@nestjs/common';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import { Refusal } from '../../../eventstore/refusal.js';

export const REBUILD_STATES = ['never', 'running', 'done', 'different', 'failed'] as const;
export type RebuildState = (typeof REBUILD_STATES)[number];

/** How a rebuild stands. `target` is where the log ended when the tenant's turn came. */
export interface RebuildView {
  projection: string;
  state: RebuildState;
  tenant: string | null;
  position: number;
  target: number;
  /** From 0 to 1, of all tenants. */
  progress: number;
  /** Events a second since it was started or went on; null where nothing is known yet. */
  rate: number | null;
  /** At that rate, in seconds; null where nothing is known yet. */
  remaining_seconds: number | null;
  /** What a comparison found: rows that only one side has, by tenant and table. Empty without `verify`. */
  differences: { tenant: string; table: string; only_live: number; only_rebuilt: number }[];
  /** False where the live tables were kept, or the rebuild is not done. */
  swapped: boolean;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
}

/** How the rebuilds of this node stand: the newest of each projection. */
@Injectable()
export class RebuildStates {
  private readonly states = new Map<string, RebuildView>();

  constructor(private readonly registry: ProjectionRegistry) {}

  /** Refuses (not_found) a projection that there is none of. */
  of(name: string): RebuildView {
    if (!this.registry.names().includes(name))
      throw new Refusal('not_found', `there is no projection "${name}"`, '/name');
    return this.states.get(name) ?? idle(name);
  }

  /** A new one that runs; whoever runs it keeps it up to date. */
  begin(name: string): RebuildView {
    const state: RebuildView = { ...idle(name), state: 'running', started_at: new Date().toISOString() };
    this.states.set(name, state);
    return state;
  }
}

function idle(projection: string): RebuildView {
  return {
    projection,
    state: 'never',
    tenant: null,
    position: 0,
    target: 0,
    progress: 0,
    rate: null,
    remaining_seconds: null,
    differences: [],
    swapped: false,
    started_at: null,
    finished_at: null,
    error: null,
  };
}
