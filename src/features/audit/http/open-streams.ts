import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../config.js';
import { CONFIG } from '../../../core.tokens.js';
import type { Metric } from '../../operations/operations.module.js';
import { HttpProblem } from '../../../http/problem.js';

/** A node has so many streams at once at most. */
const MOST_STREAMS = 5_000;
const LATER = { 'retry-after': '30' };

/** Counts the event streams of this node, by credential. */
@Injectable()
export class OpenStreams {
  private readonly byCredential = new Map<string, number>();
  private count = 0;
  /** Streams that were ended because their reader did not read. */
  slow = 0;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  metrics(): Metric[] {
    return [
      {
        name: 'clearance_event_streams',
        type: 'gauge',
        help: 'Event streams that are open on this node.',
        samples: [{ value: this.count }],
      },
      {
        name: 'clearance_event_streams_slow_total',
        type: 'counter',
        help: 'Event streams that this node cut off because their reader did not read.',
        samples: [{ value: this.slow }],
      },
    ];
  }

  /** Gives what ends it. @throws HttpProblem `rate_limited`, `unavailable` */
  begin(tenant: string, credentialId: string): () => void {
    const key = `${tenant}/${credentialId}`;
    const own = this.byCredential.get(key) ?? 0;
    const most = this.config.streamsPerCredential;
    if (own >= most)
      throw new HttpProblem(
        'rate_limited',
        `A credential has ${most} event streams at once at most; end one.`,
        {
          headers: LATER,
        },
      );
    if (this.count >= MOST_STREAMS)
      throw new HttpProblem('unavailable', `This node has ${MOST_STREAMS} event streams at once at most.`, {
        headers: LATER,
      });
    this.byCredential.set(key, own + 1);
    this.count += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.count -= 1;
      const left = (this.byCredential.get(key) ?? 1) - 1;
      if (left === 0) this.byCredential.delete(key);
      else this.byCredential.set(key, left);
    };
  }
}
