import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { NewHolders } from './holders.js';
import { childEnvironment } from './run.js';
import type { ServerUser } from './server-user.js';

/**
 * Runs the server and stops it when nobody holds it any more: SIGINT (fast shutdown) every second, SIGQUIT from
 * the 20th on. Standard input is the holders' pipe, standard output takes the answers to holders, standard error
 * is the server's log. $1 is the temporary folder of the socket or empty, the rest is the server's command line.
 * A shell, since it needs no more than a POSIX system and outlives a Node killed with SIGKILL.
 */
const GUARD = `
socket=$1; shift
exec 3<&0 </dev/null
"$@" </dev/null >&2 3<&- &
server=$!
(
  while read -r word <&3; do printf '%s\\n' "$word"; done
  exec 3<&-
  nap=
  trap '[ -z "$nap" ] || kill "$nap"; exit' TERM
  echo 'clearance: no process uses this server any more, it is stopped' >&2
  tries=0
  while kill -0 "$server" 2>/dev/null; do
    if [ "$tries" -lt 20 ]; then kill -INT "$server"; else kill -QUIT "$server"; fi
    tries=$((tries + 1))
    sleep 1 & nap=$!
    wait "$nap"
  done
) &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
[ -z "$socket" ] || rmdir "$socket" 2>/dev/null
wait
exit "$status"
`;

export interface GuardedServer {
  /** How it ended, in words; null while it runs. */
  readonly ended: () => string | null;
}

/**
 * Starts a server under its guard, in a session of its own so that Ctrl-C in the terminal does not reach it.
 * Takes over the descriptors of `holders` and `log`. The child keeps this process neither alive nor waiting.
 */
export function startGuarded(server: {
  command: readonly string[];
  cluster: string;
  user: ServerUser;
  temporarySocketFolder: string | null;
  holders: NewHolders;
  log: number;
}): GuardedServer {
  const { holders, log } = server;
  let ended: string | null = null;
  let child: ChildProcess;
  try {
    child = spawn(
      '/bin/sh',
      ['-c', GUARD, 'clearance-guard', server.temporarySocketFolder ?? '', ...server.command],
      {
        ...server.user.identity,
        cwd: server.cluster,
        env: childEnvironment(),
        detached: true,
        stdio: [holders.input, holders.output, log],
      },
    );
  } finally {
    for (const descriptor of [holders.input, holders.output, log]) closeSync(descriptor);
  }
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (status, signal) => {
    ended = signal === null ? `exit status ${status ?? -1}` : `signal ${signal}`;
  });
  child.unref();
  return { ended: () => ended };
}
