import type { AppendAnswer, AppendRefusal } from './append-statement.js';
import { streamKey } from './event.js';
import { foldName } from './fold-name.js';
import type { SealedAppend } from './envelope.js';

export interface GroupLimits {
  readonly events: number;
  readonly size: number;
  /** Where more events than this wait and several connections are free, they are shared out among those. */
  readonly shared: number;
  /** Batches under way at once: one connection each. */
  readonly concurrency: number;
}

/** What became of one append of a batch. */
export type Verdict =
  | { readonly kind: 'appended'; readonly first: number; readonly epoch: number; readonly createdAt: string }
  | { readonly kind: 'refused'; readonly refusal: AppendRefusal };

interface Waiting {
  readonly append: SealedAppend;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts concurrent appends of a tenant into one transaction and one round trip, each with a verdict of its own.
 * There is no timer: a batch leaves as soon as a connection is free, so a lone append never waits for company.
 * Appends that depend on each other never share a batch, since the statement checks against the table alone.
 */
export class GroupCommitter {
  private readonly queues = new Map<string, Waiting[]>();
  private underWay = 0;
  private scheduled = false;

  /** `commit` sends one batch and gives the statement's answer; its error goes to every append of the batch. */
  constructor(
    private readonly commit: (tenant: string, batch: readonly SealedAppend[]) => Promise<AppendAnswer>,
    private readonly limits: GroupLimits,
  ) {}

  /** Resolves when the append is durable or refused. */
  submit(append: SealedAppend): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      const { tenant } = append.request;
      const queue = this.queues.get(tenant);
      const waiting = { append, resolve, reject };
      if (queue) queue.push(waiting);
      else this.queues.set(tenant, [waiting]);
      this.schedule();
    });
  }

  // After the current turn of the event loop, so that requests that arrived together leave together.
  private schedule(): void {
    if (this.scheduled || this.underWay >= this.limits.concurrency) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    for (const [tenant, queue] of this.queues) {
      if (this.underWay >= this.limits.concurrency) return;
      const batch = takeBatch(queue, { ...this.limits, events: this.share(queue) });
      // Behind the others: no tenant keeps the connections to itself.
      this.queues.delete(tenant);
      if (queue.length > 0) this.queues.set(tenant, queue);
      void this.send(tenant, batch);
    }
    if (this.queues.size > 0) this.schedule();
  }

  // In one batch, this process would wait while the server works, and the server while this process does.
  private share(queue: readonly Waiting[]): number {
    const waiting = queue.reduce((sum, { append }) => sum + append.events.length, 0);
    const share = Math.ceil(waiting / (this.limits.concurrency - this.underWay));
    return Math.min(this.limits.events, Math.max(this.limits.shared, share));
  }

  private async send(tenant: string, batch: readonly Waiting[]): Promise<void> {
    this.underWay += 1;
    try {
      const answer = await this.commit(
        tenant,
        batch.map((waiting) => waiting.append),
      );
      deliver(batch, answer);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.underWay -= 1;
      if (this.queues.size > 0) this.schedule();
    }
  }
}

function deliver(batch: readonly Waiting[], answer: AppendAnswer): void {
  for (const [index, waiting] of batch.entries()) {
    const first = answer.first[index] ?? null;
    if (first !== null) {
      waiting.resolve({ kind: 'appended', first, epoch: answer.epoch, createdAt: answer.created_at });
      continue;
    }
    // A repeated request is no conflict, whatever else would speak against it by now.
    const refusals = answer.refusals.filter((refusal) => refusal.append === index + 1);
    const refusal =
      refusals.find(({ kind }) => kind === 'repeated') ??
      refusals.find(({ kind }) => kind === 'key_reused') ??
      refusals[0];
    if (refusal) waiting.resolve({ kind: 'refused', refusal });
    else waiting.reject(new Error('the append was neither recorded nor refused'));
  }
}

/** Takes from the front of the queue what may share a batch; what may not stays, in its order. */
function takeBatch<T extends { readonly append: SealedAppend }>(queue: T[], limits: GroupLimits): T[] {
  const batch: T[] = [];
  const left: T[] = [];
  const claims = new BatchClaims();
  let events = 0;
  let size = 0;
  for (const waiting of queue) {
    const { append } = waiting;
    const isFull =
      batch.length > 0 && (events + append.events.length > limits.events || size + append.size > limits.size);
    if (isFull || !claims.add(append)) {
      left.push(waiting);
      continue;
    }
    batch.push(waiting);
    events += append.events.length;
    size += append.size;
  }
  queue.splice(0, queue.length, ...left);
  return batch;
}

/** What the appends of a batch write, read, claim and guard. */
class BatchClaims {
  private readonly written = new Set<string>();
  private readonly read = new Set<string>();
  private readonly exclusive = new Set<string>();
  private readonly projects = new Set<string>();
  private readonly guarded = new Set<string>();

  /** False, and nothing kept, where the append depends on one that is in the batch. */
  add({ request }: SealedAppend): boolean {
    const written = request.writes.map((write) => streamKey(write.stream));
    const read = (request.reads ?? []).map((entry) => streamKey(entry.stream));
    const exclusive = (request.names ?? []).map((claim) => `name:${claim.kind}:${foldName(claim.name)}`);
    if (request.idempotency) exclusive.push(`key:${request.idempotency.caller}:${request.idempotency.key}`);
    const projects = request.writes.flatMap((write) => (write.project === null ? [] : [write.project]));
    const guard = request.guard?.project;
    const isFree =
      !written.some((key) => this.written.has(key) || this.read.has(key)) &&
      !read.some((key) => this.written.has(key)) &&
      !exclusive.some((key) => this.exclusive.has(key)) &&
      !projects.some((project) => this.guarded.has(project)) &&
      (guard === undefined || (!this.projects.has(guard) && !this.guarded.has(guard)));
    if (!isFree) return false;
    for (const key of written) this.written.add(key);
    for (const key of read) this.read.add(key);
    for (const key of exclusive) this.exclusive.add(key);
    for (const project of projects) this.projects.add(project);
    if (guard !== undefined) this.guarded.add(guard);
    return true;
  }
}
