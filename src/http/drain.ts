import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Observable } from 'rxjs';

/** Knows the answers that are still being written, and whether the server is going down. */
@Injectable()
export class Drain {
  private readonly controller = new AbortController();
  private readonly open = new Set<ServerResponse>();
  private isOver = false;

  /** Emits once the server starts to go down, or at once where it has. Event streams end with it (`takeUntil`). */
  readonly started = new Observable<void>((subscriber) => {
    const { signal } = this.controller;
    const emit = () => subscriber.next();
    if (signal.aborted) emit();
    else signal.addEventListener('abort', emit, { once: true });
    return () => signal.removeEventListener('abort', emit);
  });

  get isDraining(): boolean {
    return this.controller.signal.aborted;
  }

  /** What is still in flight is broken off by this server. */
  get isCuttingOff(): boolean {
    return this.isOver;
  }

  /** The number of answers that are still being written. */
  get inFlight(): number {
    return this.open.size;
  }

  track(response: ServerResponse): void {
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
  }

  start(): void {
    this.controller.abort();
  }

  cutOff(): void {
    this.isOver = true;
  }
}
