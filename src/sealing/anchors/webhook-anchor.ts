import { Anchor, AnchorFailed, type Handover } from './anchor.js';

const LIMIT_MS = 10_000;

/** Posts each checkpoint to somebody who keeps it, such as the auditor. The note is signed: it needs no more. */
export class WebhookAnchor extends Anchor {
  override readonly name = 'webhook';
  override readonly kind = 'webhook';

  /** `token` goes into the Authorization header where there is one. */
  constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {
    super();
  }

  override async put({ origin, size, note }: Handover): Promise<null> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'clearance-log': origin,
        'clearance-size': `${size}`,
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
      },
      body: note,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new AnchorFailed(`the webhook answered with ${response.status}`);
    return null;
  }

  /** What was posted cannot be asked for. */
  override async newest(): Promise<null> {
    return null;
  }
}
