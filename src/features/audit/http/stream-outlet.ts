import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { ClosingReason, Outlet } from '../queries/stream/outlet.js';
import { type Frame, ZippedMember } from '../queries/stream/frame.js';
import { closingFrame } from '../queries/stream/sse.js';

/**
 * The answer that a reader of events gets. It begins and ends as a readable stream that the framework sends, so that headers
 * and all that is done for every answer are the same; in between the bytes go to the socket as they are, framed already
 * where the answer is in chunks: of a thousand readers each costs one write and no copy.
 */
export class StreamOutlet implements Outlet {
  readonly body: Readable;
  private readonly member: ZippedMember | null;
  /** Once the head and the first part are out. */
  private socket: Socket | null = null;
  private first: Frame | null = null;
  /** Why it ended before anything went out. */
  private reason: ClosingReason | null = null;
  private isOpen = false;
  private isOver = false;
  private onReady: () => void = () => undefined;

  /** `isZipped`: the reader takes gzip. `onSlow` is told of a reader that was cut off since it does not read. */
  constructor(
    private readonly outgoing: ServerResponse,
    isZipped: boolean,
    private readonly onSlow: () => void,
  ) {
    this.member = isZipped ? new ZippedMember() : null;
    this.body = new Readable({ read: () => this.taken(), highWaterMark: 1 });
  }

  /** `first` goes out at once, `onReady` is called whenever more may go out. */
  begin(first: Frame, onReady: () => void): void {
    this.first = first;
    this.onReady = onReady;
  }

  get isReady(): boolean {
    if (!this.isOpen || this.isOver) return false;
    return this.socket ? !this.socket.writableNeedDrain && !this.socket.destroyed : true;
  }

  send(frame: Frame): void {
    if (this.isOver) return;
    const { socket, member } = this;
    if (!socket) {
      this.isOpen = this.body.push(this.payloadOf(frame));
      return;
    }
    if (!member) {
      socket.write(frame.plain.chunk);
      return;
    }
    member.add(frame.zipped);
    socket.write(frame.zipped.chunk);
  }

  end(reason: ClosingReason | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.socket?.off('drain', this.onReady);
    if (reason === 'slow_reader') {
      this.onSlow();
      this.outgoing.destroy();
      return;
    }
    if (this.first) this.reason = reason;
    else this.finish(reason);
  }

  private finish(reason: ClosingReason | null): void {
    if (reason !== null) this.body.push(this.payloadOf(closingFrame(reason)));
    if (this.member) this.body.push(this.member.end());
    this.body.push(null);
  }

  private payloadOf(frame: Frame): Buffer {
    if (!this.member) return frame.plain.payload;
    this.member.add(frame.zipped);
    return frame.zipped.payload;
  }

  /** The body is read, for the first time before anything of the answer has gone out. */
  private taken(): void {
    const { outgoing, first, body, member } = this;
    if (first) {
      this.first = null;
      outgoing.appendHeader('vary', 'Accept-Encoding');
      if (member) outgoing.setHeader('content-encoding', 'gzip');
      const head = this.payloadOf(first);
      body.push(member ? Buffer.concat([ZippedMember.HEADER, head]) : head);
      if (this.isOver) {
        this.finish(this.reason);
        return;
      }
    }
    if (this.socket === null) setImmediate(() => this.open());
  }

  // What the framework wrote leaves at the end of its turn: from then on the socket may be written to.
  private open(): void {
    const { outgoing } = this;
    if (this.isOver || this.isOpen || outgoing.destroyed) return;
    this.isOpen = true;
    if (outgoing.chunkedEncoding && outgoing.socket) {
      this.socket = outgoing.socket;
      this.socket.on('drain', this.onReady);
    }
    this.onReady();
  }
}

/** Whether an Accept-Encoding (RFC 9110 section 12.5.3) asks for gzip. */
export function takesGzip(header: string | undefined): boolean {
  const found = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((one) => one.trim()))
    .find(([name]) => name === 'gzip');
  if (!found) return false;
  const weight = found.find((part) => part.startsWith('q='));
  return weight === undefined || Number(weight.slice(2)) > 0;
}
