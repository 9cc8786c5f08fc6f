/** Why a request was not sent. */
export type RefusedCode = 'invalid_url' | 'scheme' | 'address';

/** The guard does not let the request go: nothing was sent. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';

  constructor(
    readonly code: RefusedCode,
    message: string,
  ) {
    super(message);
  }
}

/** Where a request that was let go got stuck. After `timeout` and `connection` the other side may have taken it. */
export type FailedCode = 'dns' | 'timeout' | 'tls' | 'connection' | 'aborted';

/** No whole answer came. */
export class OutboundFailed extends Error {
  override readonly name = 'OutboundFailed';

  constructor(
    readonly code: FailedCode,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}
