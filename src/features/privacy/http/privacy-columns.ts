import { type Column, plainColumns } from '../../../http/csv.js';
import type { ErasureView, HoldView } from '../queries/get-privacy.js';

/** The columns of erasures as CSV, in order; ranges of positions as `3-5 9-9`. */
export const ERASURE_COLUMNS: readonly Column<ErasureView>[] = [
  ...plainColumns<ErasureView>('id', 'status'),
  { name: 'ranges', value: ({ ranges }) => ranges.map((range) => range.join('-')).join(' ') },
  ...plainColumns<ErasureView>(
    'events',
    'account',
    'reason',
    'requested_by',
    'requested_at',
    'decided_by',
    'decided_at',
    'erased_by',
  ),
];

/** The columns of legal holds as CSV, in order. */
export const HOLD_COLUMNS: readonly Column<HoldView>[] = plainColumns<HoldView>(
  'id',
  'project',
  'account',
  'reason',
  'placed_by',
  'placed_at',
  'released',
);
