/** The server's port: only part of its socket's name, .s.PGSQL.5432. */
export const PORT = 5432;
export const SOCKET_NAME = `.s.PGSQL.${PORT}`;
/** Names the pipe of those who hold the server; tells our servers from others. */
export const HOLDERS_SETTING = 'clearance.holders';

const SETTINGS: Readonly<Record<string, string>> = {
  // A commit that is acknowledged is on disk.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // A small server: some 150 MB of memory, at most 1 GB of write-ahead log.
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  // Every log line says when, which process, who and where.
  log_line_prefix: '%m [%p] %q%u@%d %a ',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * The server's arguments. It listens on its unix socket alone, which only its own user and root may open.
 * `settings` come last and so win over the defaults.
 */
export function serverArguments(server: {
  cluster: string;
  socketFolder: string;
  holders: string;
  settings: Readonly<Record<string, string>>;
}): string[] {
  const fixed = {
    listen_addresses: '',
    unix_socket_directories: server.socketFolder,
    unix_socket_permissions: '0700',
    port: `${PORT}`,
    logging_collector: 'off',
    log_destination: 'stderr',
    [HOLDERS_SETTING]: server.holders,
  };
  const all = Object.entries({ ...SETTINGS, ...server.settings, ...fixed });
  return ['-D', server.cluster, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
