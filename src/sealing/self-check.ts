import { setTimeout as delay } from 'node:timers/promises';
import { inTenant, type Sql } from '../database/connection.js';
import { checkEnded } from './check-ended.js';
import { checkHead } from './check-head.js';
import { checkTile, type Finding, tilesToCheck } from './check-log.js';
import { readErasures } from './erasures.js';
import { readTrees } from './tree-rows.js';

/** How many findings are kept for the operator to look at; the first ones tell where it begins. */
const KEPT_FINDINGS = 100;
/** Between two passes over a log, and the least between two tiles. */
const REST_MS = 10_000;
const LEAST_PAUSE_MS = 20;

/** How the check of a tenant's log stands. */
export interface CheckState {
  /** Tiles done in the pass under way, of so many. */
  readonly done: number;
  readonly total: number;
  /** Complete passes since the process started, and when the newest ended. */
  readonly passes: number;
  readonly passedAt: string | null;
  readonly findings: readonly Finding[];
}

export interface SelfCheckReports {
  /** Once for each finding of this process. */
  readonly found: (tenant: string, origin: string, finding: Finding) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Everything that is wrong with a tenant's log, in order of position; `onTile` is told of each tile done. */
export async function checkWholeLog(
  read: Sql,
  tenant: string,
  onTile: (done: number, total: number, findings: readonly Finding[]) => Promise<void> = async () =>
    undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  // A tree only grows: what was sealed when the pass began stays the beginning of what there is.
  const trees = await inTenant(read, tenant, 'read', (sql) => readTrees(sql, tenant));
  const total = trees.reduce((sum, tree) => sum + tilesToCheck(tree), 0);
  let done = 0;
  for (const tree of trees)
    for (let index = 0; index < tilesToCheck(tree); index += 1) {
      const found = await inTenant(read, tenant, 'read', async (sql) =>
        checkTile(sql, tree, index, await readErasures(sql, tenant)),
      );
      findings.push(...found);
      await onTile((done += 1), total, found);
    }
  const heads = await inTenant(read, tenant, 'read', async (sql) => {
    const now = await readTrees(sql, tenant);
    const found: Finding[] = [];
    for (const [at, tree] of now.entries()) {
      const next = now[at + 1];
      found.push(...(await checkHead(sql, tree)), ...(next ? await checkEnded(sql, tree, next) : []));
    }
    return found;
  });
  await onTile(done, total, heads);
  return [...findings, ...heads].sort((one, other) => placeOf(one) - placeOf(other));
}

function placeOf({ position }: Finding): number {
  return position ?? Number.MAX_SAFE_INTEGER;
}

/**
 * Goes over every tenant's log again and again, taking at most a share of one core: after each tile it rests as long
 * as the share asks.
 */
export class SelfCheck {
  private readonly states = new Map<string, CheckState>();
  private readonly told = new Set<string>();
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  /** `share` of the time, above 0 and up to 1. `read` is logged in as the read role. */
  constructor(
    private readonly read: Sql,
    private readonly tenants: () => Promise<string[]>,
    private readonly share: number,
    private readonly reports: SelfCheckReports,
  ) {}

  start(): void {
    this.working = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  stateOf(tenant: string): CheckState | null {
    return this.states.get(tenant) ?? null;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        for (const tenant of await this.tenants()) await this.pass(tenant);
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.reports.failed(error);
      }
      await this.rest(REST_MS);
    }
  }

  private async pass(tenant: string): Promise<void> {
    let began = performance.now();
    const findings = await checkWholeLog(this.read, tenant, async (done, total, found) => {
      for (const finding of found) await this.tell(tenant, finding);
      this.states.set(tenant, { ...(this.states.get(tenant) ?? FRESH), done, total });
      const took = performance.now() - began;
      await this.rest(Math.max((took * (1 - this.share)) / this.share, LEAST_PAUSE_MS));
      this.stopping.signal.throwIfAborted();
      began = performance.now();
    });
    const state = this.states.get(tenant) ?? FRESH;
    this.states.set(tenant, {
      ...state,
      passes: state.passes + 1,
      passedAt: new Date().toISOString(),
      findings: findings.slice(0, KEPT_FINDINGS),
    });
  }

  private async tell(tenant: string, finding: Finding): Promise<void> {
    const key = `${tenant} ${finding.position} ${finding.what}`;
    if (this.told.has(key) || this.told.size >= KEPT_FINDINGS) return;
    this.told.add(key);
    const state = this.states.get(tenant) ?? FRESH;
    this.states.set(tenant, { ...state, findings: [...state.findings, finding].slice(0, KEPT_FINDINGS) });
    const trees = await inTenant(this.read, tenant, 'read', (sql) => readTrees(sql, tenant));
    const at = finding.position ?? Number.MAX_SAFE_INTEGER;
    const origin = trees.findLast((tree) => tree.firstPosition <= at)?.origin ?? '';
    await this.reports.found(tenant, origin, finding);
  }

  private async rest(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}

const FRESH: CheckState = { done: 0, total: 0, passes: 0, passedAt: null, findings: [] };
