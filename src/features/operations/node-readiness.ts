import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { checkSchema } from '../../database/setup/guards.js';
import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Readiness } from '../../http/health.controller.js';

/** An orchestrator asks often; the database need not. */
const KEPT_MS = 1_000;
/** A database that stands still is told as well. */
const PATIENCE_MS = 5_000;

/**
 * This node can serve: the database answers as each login that requests need, its schema is what this version needs, and its projections are not being
 * filled for the first time (an update brought new versions of them: the older nodes go on serving until then).
 */
@Injectable()
export class NodeReadiness extends Readiness {
  private kept: { until: number; answer: ReturnType<Readiness['check']> } | null = null;

  constructor(
    private readonly database: Database,
    private readonly projections: ProjectionRegistry,
  ) {
    super();
  }

  override check(): ReturnType<Readiness['check']> {
    if (this.kept && Date.now() < this.kept.until) return this.kept.answer;
    this.kept = { until: Date.now() + KEPT_MS, answer: this.ask() };
    return this.kept.answer;
  }

  private async ask(): ReturnType<Readiness['check']> {
    try {
      const isSlow = await isSlower(PATIENCE_MS, [
        checkSchema(this.database.read),
        this.database.append`SELECT 1`,
        // Its few connections may all be at work for longer than who asks waits.
        isSlower(KEPT_MS, [this.database.project`SELECT 1`]),
      ]);
      if (isSlow) throw new Error(`no answer for ${PATIENCE_MS / 1_000} s`);
      const filling = [...this.projections.filling].map(
        ([name, share]) => `${name} is being filled, ${Math.floor(share * 100)} % done`,
      );
      const projections = filling.length === 0 ? 'follow the log' : filling.join('; ');
      return { ready: filling.length === 0, checks: { database: 'answers', schema: 'fits', projections } };
    } catch (error) {
      return { ready: false, checks: { database: error instanceof Error ? error.message : String(error) } };
    }
  }
}

/** Whether the time is over before all is done. Throws what fails until then. */
async function isSlower(ms: number, work: readonly Promise<unknown>[]): Promise<boolean> {
  const done = new AbortController();
  const isOver = delay(ms, true, { signal: done.signal }).catch(() => true);
  try {
    return await Promise.race([isOver, Promise.all(work).then(() => false)]);
  } finally {
    done.abort();
  }
}
