import { divideByPart } from '../support/profile.mjs';

/** Which part of an append a frame belongs to, by its file; the first that matches. */
const PARTS = [
  ['canonical JSON', /transparency\/canonical-json/],
  ['commitments (SHA-256)', /transparency\/commitment/],
  ['ids, nonces and salts', /eventstore\/random/],
  ['envelope', /eventstore\/envelope/],
  ['arrays of the statement', /eventstore\/append-statement|database\/(binary-array|array-literal)/],
  ['group commit: queue, batches, verdicts', /eventstore\/group-committer/],
  ['store and retries', /eventstore\/postgres/],
  ['database driver', /node_modules\/pg|dist\/database/],
  ['the benchmark itself', /bench\/(append|support)/],
];

/** Divides `total` microseconds among the parts, by a CPU profile. */
export function partsOf(profile, total) {
  return divideByPart(profile, PARTS, total);
}
