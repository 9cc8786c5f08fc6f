import { Injectable, Logger } from '@nestjs/common';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import type { RebuildOptions, RebuildResult } from '../../../eventstore/projections/rebuild.js';
import { RebuildStates, type RebuildView } from '../queries/rebuild-states.js';
import { ProgressClock } from './progress-clock.js';

export type RebuildRequest = Pick<RebuildOptions, 'fresh' | 'verify' | 'keepIfDifferent'>;

/** Runs rebuilds of this node in the background, one a projection at a time. */
@Injectable()
export class Rebuilds {
  private readonly log = new Logger('Rebuild');

  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly states: RebuildStates,
  ) {}

  /**
   * Starts one; while one runs, that one's state is given. Refuses (not_found) a projection that there is none of.
   * `fresh` throws away what a broken-off one had done.
   */
  start(name: string, options: RebuildRequest): RebuildView {
    const before = this.states.of(name);
    if (before.state === 'running') return before;
    const state = this.states.begin(name);
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
