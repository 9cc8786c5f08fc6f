import { Injectable, Logger } from '@nestjs/common';
import { ProgressClock } from './progress-clock.js';
import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import type { RebuildOptions, RebuildResult } from '../../eventstore/projections/rebuild.js';
import { Refusal } from '../../eventstore/refusal.js';

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

export type RebuildRequest = Pick<RebuildOptions, 'fresh' | 'verify' | 'keepIfDifferent'>;

/** Runs rebuilds of this node in the background, one a projection at a time. */
@Injectable()
export class Rebuilds {
  private readonly log = new Logger('Rebuild');
  private readonly states = new Map<string, RebuildView>();

  constructor(private readonly registry: ProjectionRegistry) {}

  /** Refuses (not_found) a projection that there is none of. */
  state(name: string): RebuildView {
    if (!this.registry.names().includes(name))
      throw new Refusal('not_found', `there is no projection "${name}"`, '/name');
    return this.states.get(name) ?? { ...idle(name), state: 'never' };
  }

  /** Starts one; while one runs, that one's state is given. `fresh` throws away what a broken-off one had done. */
  start(name: string, options: RebuildRequest): RebuildView {
    const before = this.state(name);
    if (before.state === 'running') return before;
    const state: RebuildView = { ...idle(name), state: 'running', started_at: new Date().toISOString() };
    this.states.set(name, state);
    void this.run(name, options, state);
    return state;
  }

  private async run(name: string, options: RebuildRequest, state: RebuildView): Promise<void> {
    const clock = new ProgressClock();
    try {
      const result = await this.registry.rebuild(name, {
        ...options,
        onProgress: ({ tenant, position, target, done, total }) =>
          Object.assign(state, { tenant, position, target, ...clock.at(done, total) }),
      });
      this.finish(state, result);
    } catch (error) {
      this.log.error(error);
      Object.assign(state, {
        state: 'failed',
        error: error instanceof Error ? error.message : String(error),
      });
    } finally {
      state.finished_at = new Date().toISOString();
    }
  }

  private finish(state: RebuildView, { differences, isSwapped }: RebuildResult): void {
    Object.assign(state, {
      state: differences.length > 0 ? 'different' : 'done',
      progress: 1,
      remaining_seconds: 0,
      swapped: isSwapped,
      differences: differences.map(({ tenant, table, onlyLive, onlyRebuilt }) => ({
        tenant,
        table,
        only_live: onlyLive,
        only_rebuilt: onlyRebuilt,
      })),
    });
    if (differences.length > 0)
      this.log.error({ projection: state.projection, differences }, 'live and rebuilt rows differ');
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
