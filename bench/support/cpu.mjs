import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU seconds that a process (not its children) has used so far, user and system; 0 where it is gone or unknown. */
export function cpuOfProcess(pid) {
  const fields = statOf(pid);
  return fields === null ? 0 : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The same of a PostgreSQL server: its children that there are, and those that have ended (Linux; else 0). */
export function cpuOfServer(pid) {
  const own = statOf(pid);
  if (own === null) return 0;
  const ended = (Number(own[13]) + Number(own[14])) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + cpuOfProcess(child), cpuOfProcess(pid) + ended);
}

function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => statOf(child)?.[1] === `${pid}`);
}

// Fields from the state on: the program's name before it may hold anything.
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Measures what `work` uses: microseconds of CPU in this process and in the server, beside what `work` gives. */
export async function withCpu(serverPid, work) {
  const [node, server] = [process.cpuUsage(), cpuOfServer(serverPid)];
  const result = await work();
  const used = process.cpuUsage(node);
  return { result, node: used.user + used.system, server: (cpuOfServer(serverPid) - server) * 1e6 };
}
