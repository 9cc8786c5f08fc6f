/** How the sealing of one epoch stands. */
export class LogEpochBody {
  /** @example 0 */
  epoch!: number;
  /** @example 'clearance.example.org/log/default' */
  origin!: string;
  /** @example 0 */
  first_position!: number;
  /** Leaves in the tree. @example 57 */
  size!: number;
  /** Leaves under the newest signed checkpoint. @example 57 */
  checkpoint_size!: number;
  /** Events that no signed checkpoint covers yet. @example 0 */
  lag!: number;
  /** Age of the oldest of them. @example 0 */
  lag_seconds!: number;
  sealed_at!: string | null;
  /** `sealing`, `behind` (10 s and more), `critical` (60 s and more), `halted`, `ended`. @example 'sealing' */
  state!: string;
  /** Why the sealer refuses to go on, and what to do. */
  halted!: string | null;
  halted_at!: string | null;
}

export class LogStateAnswer {
  epochs!: LogEpochBody[];
}
