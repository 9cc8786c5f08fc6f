import { join } from 'node:path';
import type { Config } from '../../config.js';
import type { Database } from '../../database/database.js';
import type { CommandRunner } from '../../eventstore/command-runner.js';
import type { EventStore } from '../../eventstore/eventstore.js';
import { makeAnchors } from '../../sealing/anchors/anchor-config.js';
import { AnchorLoop } from '../../sealing/anchors/anchor-loop.js';
import { AnchorSet } from '../../sealing/anchors/anchor-set.js';
import { SignedByHere } from '../../sealing/held-checkpoint.js';
import { Sealer } from '../../sealing/sealer.js';
import { SealingHalted } from '../../sealing/sealing-halted.js';
import { SealerLoop } from '../../sealing/sealer-loop.js';
import { type CheckState, SelfCheck } from '../../sealing/self-check.js';
import { SigningKeys } from '../../sealing/signing-keys.js';
import { VERSION } from '../../version.js';
import { LogNotices } from './log-notices.js';

/** From so many failures in a row on a failing anchor is an alarm: about half a minute. */
const ALARM_AFTER_FAILURES = 5;

/** Where the keeper says what operators have to see: `error` lines are alarms. */
export interface KeeperLog {
  readonly error: (details: object, message: string) => void;
  readonly warn: (details: object, message: string) => void;
  readonly info: (details: object, message: string) => void;
}

/** What the keeper works with. */
export interface KeeperParts {
  readonly config: Config;
  readonly database: Database;
  readonly store: EventStore;
  readonly runner: CommandRunner;
  readonly log: KeeperLog;
  readonly mode: 'inside' | 'apart';
}

/**
 * Keeps the logs of all tenants sealed, inside the service or in a process of its own. Its start and end are events.
 */
export class LogKeeper {
  readonly notices: LogNotices;
  readonly sealer: Sealer;
  readonly keys: SigningKeys;
  readonly signedHere: SignedByHere;
  readonly anchors: AnchorSet;
  private readonly anchoring: AnchorLoop;
  private readonly loop: SealerLoop;
  private readonly selfCheck: SelfCheck | null;
  private isRunning = false;

  constructor(private readonly parts: KeeperParts) {
    const { config, database, runner, log, mode } = parts;
    this.notices = new LogNotices(runner, mode, VERSION, () => undefined);
    this.keys = new SigningKeys(config.logKeyFile);
    this.signedHere = new SignedByHere(join(config.dataDir, 'log-signed'));
    this.anchors = new AnchorSet(makeAnchors(config.anchors, config.dataDir));
    this.sealer = new Sealer({
      sql: database.seal,
      keys: this.keys,
      signedHere: this.signedHere,
      elsewhere: this.anchors,
      notices: this.notices,
    });
    this.loop = new SealerLoop(database.seal, this.sealer, {
      halted: (tenant, error) =>
        log.error(
          { alarm: 'log_halted', tenant, reason: error.reason, position: error.position },
          `the log of tenant ${tenant} is not signed any further: ${error.message}`,
        ),
      failed: (tenant, error) => log.warn({ tenant, err: error }, 'sealing waits and tries again'),
    });
    this.anchoring = this.makeAnchoring();
    this.selfCheck = config.selfCheckShare > 0 ? this.makeCheck() : null;
  }

  private makeAnchoring(): AnchorLoop {
    const { config, database, store, log } = this.parts;
    const { everySeconds } = config.anchors;
    return new AnchorLoop(database.seal, () => store.tenants(), this.anchors.anchors, everySeconds * 1_000, {
      failed: (tenant, anchor, failures, error) => {
        const details = { tenant, anchor, failures, err: error };
        const message = `the anchor "${anchor}" did not take the checkpoint of tenant ${tenant}, it is tried again`;
        if (failures < ALARM_AFTER_FAILURES) log.warn(details, message);
        else log.error({ alarm: 'anchor_failing', ...details }, message);
      },
      stuck: (error) => log.warn({ err: error }, 'anchoring waits and tries again'),
    });
  }

  private makeCheck(): SelfCheck {
    const { config, database, store, log } = this.parts;
    return new SelfCheck(database.read, () => store.tenants(), config.selfCheckShare, {
      found: async (tenant, origin, { what, position, detail }) => {
        const where = position === null ? 'the tree' : `position ${position}`;
        const message = `the log of tenant ${tenant} is not what was sealed, at ${where}: ${detail}`;
        log.error({ alarm: 'log_mismatch', tenant, what, position }, message);
        await this.notices.mismatch(tenant, { origin, position, what, detail });
      },
      failed: (error) => log.warn({ err: error }, 'the check of the log waits and begins anew'),
    });
  }

  /** How the check of a tenant's log stands; null where it has not begun or does not run. */
  checkOf(tenant: string): CheckState | null {
    return this.selfCheck?.stateOf(tenant) ?? null;
  }

  /** Begins to seal. A tenant that cannot be told so now is sealed all the same. */
  async start(): Promise<void> {
    await this.tellAll(async (tenant) => {
      await this.notices.started(tenant);
      // What a turn has to say of its keys stands behind that, before anybody else writes.
      await this.sealer.turn(tenant).catch((error: unknown) => {
        // The loop sounds the alarm.
        if (!(error instanceof SealingHalted)) throw error;
      });
    });
    this.isRunning = true;
    this.loop.start();
    this.selfCheck?.start();
    this.anchoring.start();
  }

  /** Seals what there is and ends. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.isRunning = false;
    await Promise.all([this.selfCheck?.stop(), this.anchoring.stop()]);
    await this.tellAll((tenant) => this.notices.stopped(tenant));
    await this.loop.stop();
  }

  private async tellAll(tell: (tenant: string) => Promise<void>): Promise<void> {
    try {
      for (const tenant of await this.parts.store.tenants()) await tell(tenant);
    } catch (error) {
      this.parts.log.warn({ err: error }, 'the start or end of sealing could not be recorded');
    }
  }
}
