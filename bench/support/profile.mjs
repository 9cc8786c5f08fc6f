/**
 * Divides `total` among parts as a CPU profile says: the profiler counts the time that others have the processor, too,
 * so only its shares are good. Each sample counts for the innermost frame whose file belongs to one.
 * What awaits an answer goes on without the frames that asked for it.
 * @param parts pairs of a name and an expression for files, the first that matches counts
 * @returns rows of name and number, the largest first
 */
export function divideByPart(profile, parts, total) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const partOf = (sample) => {
    const { functionName } = nodes.get(sample).callFrame;
    if (functionName === '(idle)') return null;
    if (functionName === '(garbage collector)') return 'garbage collection';
    for (let id = sample; id !== undefined; id = parents.get(id)) {
      const { url } = nodes.get(id).callFrame;
      const part = parts.find(([, files]) => files.test(url));
      if (part) return part[0];
    }
    return 'Node itself (sockets, timers, promises)';
  };
  const sums = new Map();
  for (const [index, sample] of profile.samples.entries()) {
    const part = partOf(sample);
    if (part !== null) sums.set(part, (sums.get(part) ?? 0) + profile.timeDeltas[index]);
  }
  const all = [...sums.values()].reduce((sum, one) => sum + one, 0);
  return [...sums].map(([name, one]) => [name, (one / all) * total]).sort((a, b) => b[1] - a[1]);
}
