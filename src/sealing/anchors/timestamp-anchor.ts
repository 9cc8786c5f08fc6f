import { hash, randomBytes } from 'node:crypto';
import { parseTimestamp, timestampRequest } from '../../transparency/rfc3161.js';
import { Anchor, AnchorFailed, type Handover } from './anchor.js';

const LIMIT_MS = 10_000;
const MOST_BYTES = 100_000;

/** Has a time-stamping authority (RFC 3161) say that each checkpoint was there by then; its answer is kept. */
export class TimestampAnchor extends Anchor {
  override readonly name = 'rfc3161';
  override readonly kind = 'rfc3161';

  constructor(private readonly url: string) {
    super();
  }

  override async put({ note }: Handover): Promise<Buffer> {
    const sha256 = hash('sha256', note, 'buffer');
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(timestampRequest(sha256, randomBytes(8))),
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const answer = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new AnchorFailed(`the authority answered with ${response.status}`);
    if (answer.length > MOST_BYTES) throw new AnchorFailed('the answer of the authority is too large');
    if (!parseTimestamp(answer).imprint.equals(sha256))
      throw new AnchorFailed('the authority has stamped something else');
    return answer;
  }

  /** An authority keeps nothing that could be asked for. */
  override async newest(): Promise<null> {
    return null;
  }
}
