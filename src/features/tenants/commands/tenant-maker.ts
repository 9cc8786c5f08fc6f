/** Makes what a tenant stands on; provided where the parts are known. */
export abstract class TenantMaker {
  /** Makes log, first account and bundled templates where they are not there yet. */
  abstract make(tenant: string): Promise<void>;

  /** Gives the first account a new key, and takes back those that it got in this way before. */
  abstract adminKey(tenant: string): Promise<{ readonly keyId: string; readonly key: string }>;
}
