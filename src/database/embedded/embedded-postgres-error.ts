export type EmbeddedPostgresErrorCode =
  | 'unsupported_platform'
  | 'binaries_missing'
  | 'binaries_unusable'
  | 'no_server_user'
  | 'data_folder'
  | 'secret'
  | 'other_version'
  | 'disk_full'
  | 'in_use'
  | 'initdb_failed'
  | 'start_failed'
  | 'stop_failed';

/** Why the embedded PostgreSQL could not be used. The message says what a person can do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's code of an error (ENOENT, EACCES, ...), or ''. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Wraps a failure of the file system: `doing` completes "Could not ...". An EmbeddedPostgresError is handed
 * through; a full disk is `disk_full`, all else is `data_folder`.
 */
export function folderError(error: unknown, doing: string, advice: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  if (FULL.has(systemCode(error)))
    return new EmbeddedPostgresError('disk_full', `Could not ${doing}: the disk is full. Free some space.`, {
      cause: error,
    });
  return new EmbeddedPostgresError('data_folder', `Could not ${doing}: ${cause}. ${advice}`, {
    cause: error,
  });
}
