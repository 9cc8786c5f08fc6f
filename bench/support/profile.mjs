/**
 * Microseconds of a CPU profile by part: each sample counts for the innermost frame whose file belongs to one.
 * What awaits an answer goes on without the frames that asked for it.
 * @param parts pairs of a name and an expression for files, the first that matches counts
 */
export function sumByPart(profile, parts) {
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
  return sums;
}
