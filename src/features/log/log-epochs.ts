import { Injectable } from '@nestjs/common';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { beginEpoch, HeadMoved } from '../../eventstore/begin-epoch.js';
import type { CommandMeta } from '../../eventstore/command-runner.js';
import { type Appended, EventStore } from '../../eventstore/eventstore.js';
import { leafOf } from '../../eventstore/leaf-row.js';
import { Refusal } from '../../eventstore/refusal.js';
import { readLeafRows, readTrees, type TreeState } from '../../sealing/tree-rows.js';
import { type Checkpoint, MalformedCheckpoint, parseCheckpoint } from '../../transparency/checkpoint.js';
import { CompactRange } from '../../transparency/compact-range.js';
import { leafHash } from '../../transparency/leaf.js';
import { MalformedNote, parseNote } from '../../transparency/note.js';
import { logStream } from './log.events.js';
import { LogLifecycle } from './log-lifecycle.js';

const ATTEMPTS = 10;
const CHUNK = 4_096;

/** Begins epochs: what an operator does when the old one cannot be sealed any further. */
@Injectable()
export class LogEpochs {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
    private readonly lifecycle: LogLifecycle,
  ) {}

  /** Refuses (invalid) where nothing has halted the log. @throws HeadMoved where the log does not stand still */
  async begin(
    { tenant, context, idempotency }: CommandMeta,
    reason: string,
    given: string | null,
  ): Promise<Appended> {
    const leaves = new LeavesOfEpoch(this.database, tenant);
    for (let attempt = 1; ; attempt += 1) {
      const done = idempotency ? await this.store.findRepeated(tenant, idempotency) : null;
      if (done) return done;
      const tree = await this.haltedTree(tenant);
      const checkpoint = await this.newestNote(tree, given);
      const { events, root } = await leaves.upTo(tree);
      const [history = []] = await this.store.readStreams(tenant, [logStream(tenant)]);
      const epoch = tree.epoch + 1;
      const origin = `${tree.origin.replace(/\/\d+$/, '')}/${epoch}`;
      const previous = {
        epoch: tree.epoch,
        origin: tree.origin,
        events,
        root: root.toString('base64'),
        checkpoint,
      };
      const event = {
        type: 'log.epoch_begun',
        revision: 1,
        payload: { epoch, origin, previous },
        private: { reason },
      };
      const stream = logStream(tenant);
      const write = { stream, expected: history.at(-1)?.sequence ?? 0, events: [event], project: null };
      const request = { tenant, context, writes: [write], ...(idempotency ? { idempotency } : {}) };
      try {
        const recorded = await beginEpoch(this.database.append, request, origin, tree.nextPosition);
        return { repeated: false, events: recorded };
      } catch (error) {
        if (!(error instanceof HeadMoved) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private async haltedTree(tenant: string): Promise<TreeState> {
    const trees = await inTenant(this.database.read, tenant, 'read', (sql) => readTrees(sql, tenant));
    const tree = trees.at(-1);
    if (!tree || tree.halted === null)
      throw new Refusal('invalid', 'the log is not halted: a new epoch would end one that can be sealed');
    return tree;
  }

  /** The newest note that anybody knows of: given, signed here, anchored, or in the database. */
  private async newestNote(tree: TreeState, given: string | null): Promise<string | null> {
    const notes = [...(given === null ? [] : [checked(given, tree.origin)]), ...known(tree.checkpoint)];
    const { keeper } = this.lifecycle;
    if (keeper) {
      const keys = (await keeper.keys.signersOf(tree.origin)).map(({ key }) => key);
      const held = await Promise.allSettled([
        keeper.signedHere.newest(tree.origin, keys),
        keeper.anchors.newest(tree.origin, keys),
      ]);
      // What does not answer, or is of a lost key, cannot be told: that is one reason to begin an epoch.
      for (const one of held)
        if (one.status === 'fulfilled')
          notes.push(...[one.value ?? []].flat().flatMap(({ note }) => known(note)));
    }
    return notes.toSorted((one, other) => (one.size < other.size ? 1 : -1))[0]?.note ?? null;
  }
}

type Known = Checkpoint & { readonly note: string };

function known(note: string | null): Known[] {
  return note === null ? [] : [{ ...parseCheckpoint(parseNote(note).text), note }];
}

function checked(note: string, origin: string): Known {
  try {
    const [one] = known(note.endsWith('\n') ? note : `${note}\n`);
    if (one?.origin === origin) return one;
    throw new Refusal('invalid', `the checkpoint is not of the log ${origin}`, '/checkpoint');
  } catch (error) {
    if (error instanceof MalformedNote || error instanceof MalformedCheckpoint)
      throw new Refusal('invalid', error.message, '/checkpoint');
    throw error;
  }
}

/** The tree over the events of an epoch as the database has them; read once, and on from there. */
class LeavesOfEpoch {
  private readonly range = new CompactRange();
  private next = -1;

  constructor(
    private readonly database: Database,
    private readonly tenant: string,
  ) {}

  async upTo({ firstPosition, nextPosition, origin }: TreeState): Promise<{ events: number; root: Buffer }> {
    this.next = Math.max(this.next, firstPosition);
    while (this.next < nextPosition) {
      const end = Math.min(this.next + CHUNK, nextPosition);
      const rows = await inTenant(this.database.read, this.tenant, 'read', (sql) =>
        readLeafRows(sql, this.tenant, this.next, end),
      );
      for (const row of rows) this.range.append(leafHash(leafOf(origin, row)));
      this.next = end;
    }
    return { events: this.range.size, root: this.range.root() };
  }
}
