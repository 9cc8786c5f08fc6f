import { QueryInteger, QueryPosition, QueryTimestamp } from '../../../http/query-values.js';
import { Line, Omittable } from '../../../http/validators.js';

const MOST_EPOCHS = 2 ** 20;

export class EpochQuery {
  /** Which epoch of the log; the newest where it is left out. @example 0 */
  @Omittable()
  @QueryInteger({ min: 0, max: MOST_EPOCHS })
  epoch?: number;
}

export class ConsistencyQuery extends EpochQuery {
  /** Size of the earlier tree. @example 5 */
  @QueryInteger({ min: 1, max: Number.MAX_SAFE_INTEGER })
  from!: number;

  /** Size of the later tree; the published one where it is left out. @example 8 */
  @Omittable()
  @QueryPosition()
  to?: number;
}

export class ExportQuery extends EpochQuery {
  /** Key or id of a project: only its events are disclosed, and that there are no others is proved. */
  @Omittable()
  @Line({ max: 128 })
  project?: string;

  /** Recorded at or after. */
  @Omittable()
  @QueryTimestamp()
  from?: string;

  /** Recorded before. */
  @Omittable()
  @QueryTimestamp()
  to?: string;
}

/** That a tree begins with a smaller one (RFC 6962 section 2.1.2). */
export class ConsistencyAnswer {
  /** @example 'clearance.example.org/log/default' */
  origin!: string;
  /** @example 0 */
  epoch!: number;
  /** @example 5 */
  from!: number;
  /** @example 8 */
  to!: number;
  /** Base64 of 32 bytes each. @example ['GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ='] */
  hashes!: string[];
}

/** That an event is in the published tree (RFC 6962 section 2.1.1). */
export class ProofAnswer {
  /** @example 'clearance.example.org/log/default' */
  origin!: string;
  /** @example 0 */
  epoch!: number;
  /** @example 42 */
  position!: number;
  /** Of the leaf in the tree: position minus the first position of the epoch. @example 42 */
  index!: number;
  /** Of the tree. @example 57 */
  size!: number;
  /** The leaf (docs/leaf-format.md), base64. */
  leaf!: string;
  /** SHA-256 of a zero byte and the leaf, base64. @example 'GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=' */
  leaf_hash!: string;
  /** From the leaf's sibling up, base64. */
  hashes!: string[];
  /** The signed note that holds size and root. */
  checkpoint!: string;
  /** All of it as a `.tlog-proof` (C2SP tlog-proof). */
  tlog_proof!: string;
}

export class LogKeyBody {
  /** @example 'clearance.example.org/log/default' */
  origin!: string;
  /** @example 0 */
  epoch!: number;
  /** Verifier key (C2SP signed-note). @example 'clearance.example.org/log/default+3f9a1c02+AThx...' */
  key!: string;
  /** The public key as PEM, for openssl. */
  pem!: string;
}

export class LogKeysAnswer {
  /** Those that signed the newest checkpoint of each epoch; the newest key first. */
  data!: LogKeyBody[];
}
