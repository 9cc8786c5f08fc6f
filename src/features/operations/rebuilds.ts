import { Injectable, Logger } from '@nestjs/common';
import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Refusal } from '../../eventstore/refusal.js';

export const REBUILD_STATES = ['never', 'running', 'done', 'failed'] as const;
export type RebuildState = (typeof REBUILD_STATES)[number];

/** How a rebuild stands. `target` is where the log ended when the tenant's turn came. */
export interface RebuildView {
  projection: string;
  state: RebuildState;
  tenant: string | null;
  position: number;
  target: number;
  /** From 0 to 1, of the tenant at hand. */
  progress: number;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
}

/** Runs rebuilds of this node in the background, one a projection at a time. */
@Injectable()
export class Rebuilds {
  private readonly log = new Logger('Rebuild');
  private readonly states = new Map<string, RebuildView>();

  constructor(private readonly registry: ProjectionRegistry) {}

  /** Refuses (not_found) a projection that there is none of. */
  state(name: string): RebuildView {
    if (!this.registry.names().includes(name))
      throw new Refusal('not_found', `there is no projection "${name}"`);
    return this.states.get(name) ?? { ...idle(name), state: 'never' };
  }

  /** Starts one; while one runs, that one's state is given. `fresh` throws away what a broken-off one had done. */
  start(name: string, fresh: boolean): RebuildView {
    const before = this.state(name);
    if (before.state === 'running') return before;
    const state: RebuildView = { ...idle(name), state: 'running', started_at: new Date().toISOString() };
    this.states.set(name, state);
    void this.run(name, fresh, state);
    return state;
  }

  private async run(name: string, fresh: boolean, state: RebuildView): Promise<void> {
    try {
      await this.registry.rebuild(name, {
        fresh,
        onProgress: ({ tenant, position, target }) =>
          Object.assign(state, {
            tenant,
            position,
            target,
            progress: target === 0 ? 1 : Math.min(1, position / target),
          }),
      });
      Object.assign(state, { state: 'done', progress: 1 });
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
}

function idle(projection: string): RebuildView {
  return {
    projection,
    state: 'never',
    tenant: null,
    position: 0,
    target: 0,
    progress: 0,
    started_at: null,
    finished_at: null,
    error: null,
  };
}
