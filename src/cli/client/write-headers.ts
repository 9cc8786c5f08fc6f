import type { WriteOptions } from './api.js';

/** The headers of a write as the typed client takes them. */
export function writeHeaders({ idempotencyKey, ifMatch }: WriteOptions): {
  'Idempotency-Key'?: string;
  'If-Match'?: string;
} {
  return {
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    ...(ifMatch !== undefined && { 'If-Match': `"${ifMatch}"` }),
  };
}
