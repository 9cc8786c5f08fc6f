import type { CommandMeta } from '../../eventstore/command-runner.js';
import { CommandRunner } from '../../eventstore/command-runner.js';
import type { Fold } from '../../eventstore/decider.js';
import { SYSTEM_ACTOR } from '../../eventstore/event.js';
import { uuidv7 } from '../../eventstore/random.js';
import { SealingNotices } from '../../sealing/sealer.js';
import { asLogEvent, type LogEvent, logStream } from './log.events.js';

/** Keys that sign each log, by what its events say. */
const signing: Fold<ReadonlyMap<string, readonly string[]>> = {
  initial: new Map(),
  evolve: (state, event) => {
    const known = asLogEvent(event);
    return known?.type === 'log.keys_changed'
      ? new Map([...state, [known.payload.origin, known.payload.keys]])
      : state;
  },
};

const mismatches: Fold<ReadonlySet<string>> = {
  initial: new Set(),
  evolve: (state, event) => {
    const known = asLogEvent(event);
    return known?.type === 'log.mismatch_found' ? new Set([...state, mismatchKey(known.payload)]) : state;
  },
};

/** Records what the sealer and the self-check have to say, as events of the log itself. */
export class LogNotices extends SealingNotices {
  constructor(
    private readonly runner: CommandRunner,
    private readonly mode: 'inside' | 'apart',
    private readonly version: string,
    private readonly onPublished: (tenant: string, origin: string, size: number, note: string) => void,
  ) {
    super();
  }

  override async keysSign(tenant: string, origin: string, keys: readonly string[]): Promise<void> {
    await this.runner.run(systemMeta(tenant), async (decision) => {
      const { state } = await decision.load(logStream(tenant), signing);
      const before = state.get(origin) ?? [];
      const added = keys.filter((key) => !before.includes(key));
      const retired = before.filter((key) => !keys.includes(key));
      if (added.length + retired.length === 0) return;
      const payload = { origin, keys: [...keys], added, retired };
      decision.append(logStream(tenant), null, [{ type: 'log.keys_changed', revision: 1, payload }]);
    });
  }

  override published(tenant: string, origin: string, size: number, note: string): void {
    this.onPublished(tenant, origin, size, note);
  }

  async started(tenant: string): Promise<void> {
    const { mode, version } = this;
    await this.record(tenant, { type: 'log.sealer_started', revision: 1, payload: { mode, version } });
  }

  async stopped(tenant: string): Promise<void> {
    await this.record(tenant, { type: 'log.sealer_stopped', revision: 1, payload: { mode: this.mode } });
  }

  /** Recorded once for each finding, however often it is found again. */
  async mismatch(
    tenant: string,
    payload: Extract<LogEvent, { type: 'log.mismatch_found' }>['payload'],
  ): Promise<void> {
    await this.runner.run(systemMeta(tenant), async (decision) => {
      const { state } = await decision.load(logStream(tenant), mismatches);
      if (state.has(mismatchKey(payload))) return;
      decision.append(logStream(tenant), null, [{ type: 'log.mismatch_found', revision: 1, payload }]);
    });
  }

  private async record(tenant: string, event: LogEvent): Promise<void> {
    await this.runner.run(systemMeta(tenant), async (decision) => {
      await decision.load(logStream(tenant), { initial: null, evolve: () => null });
      decision.append(logStream(tenant), null, [event]);
    });
  }
}

function mismatchKey({
  origin,
  position,
  what,
}: {
  origin: string;
  position: number | null;
  what: string;
}): string {
  return `${origin} ${position} ${what}`;
}

/** What Clearance does by itself. */
export function systemMeta(tenant: string): CommandMeta {
  return {
    tenant,
    context: {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: uuidv7().replaceAll('-', ''),
      causationId: null,
    },
  };
}
