import { type Column, plainColumns } from '../../../http/csv.js';
import type { FailedEventBody } from './failed-events.dto.js';

/** The columns of failed events as CSV, in order. */
export const FAILED_EVENT_COLUMNS: readonly Column<FailedEventBody>[] = plainColumns<FailedEventBody>(
  'id',
  'projection',
  'version',
  'position',
  'state',
  'event_type',
  'event_id',
  'project',
  'partition',
  'failure_count',
  'error',
  'first_failed_at',
  'last_failed_at',
  'retry_at',
);
