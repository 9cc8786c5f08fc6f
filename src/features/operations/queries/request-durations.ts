import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Metric, Sample } from './metrics-text.js';

/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  readonly method: string;
  readonly route: string;
  readonly status: string;
  readonly counts: number[];
  sum: number;
}

/** How long answers take, by method, route and status. Requests that no route takes share one series. */
@Injectable()
export class RequestDurations implements OnModuleInit {
  private readonly series = new Map<string, Series>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const instance: FastifyInstance = this.host.httpAdapter.getInstance();
    instance.addHook('onResponse', (request, reply, done) => {
      this.observe(
        request.method,
        request.routeOptions.url ?? '',
        reply.statusCode,
        reply.elapsedTime / 1_000,
      );
      done();
    });
  }

  /** Counts an answer that took `seconds`. */
  observe(method: string, route: string, statusCode: number, seconds: number): void {
    const status = `${statusCode}`;
    const key = `${method} ${status} ${route}`;
    let series = this.series.get(key);
    if (!series) {
      series = { method, route, status, counts: Array<number>(BUCKETS.length + 1).fill(0), sum: 0 };
      this.series.set(key, series);
    }
    const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
    const index = bucket < 0 ? BUCKETS.length : bucket;
    series.counts[index] = (series.counts[index] ?? 0) + 1;
    series.sum += seconds;
  }

  metric(): Metric {
    return {
      name: 'clearance_http_request_duration_seconds',
      type: 'histogram',
      help: 'Time from the request to its answer on this node.',
      samples: [...this.series.values()].flatMap(samplesOf),
    };
  }
}

function samplesOf({ method, route, status, counts, sum }: Series): Sample[] {
  const labels = { method, route, status };
  let below = 0;
  const buckets = counts.map((count, index): Sample => {
    below += count;
    const le = BUCKETS[index];
    return {
      suffix: '_bucket',
      labels: { ...labels, le: le === undefined ? '+Inf' : `${le}` },
      value: below,
    };
  });
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: below }];
}
