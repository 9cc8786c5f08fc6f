/** Which part of a request's work a frame belongs to, by its file; the first that matches. Others do not decide. */
const PARTS = [
  ['authentication', /dist\/(http\/(auth\.guard|principal)|features\/access)/],
  [
    'validation',
    /class-validator|class-transformer|dist\/http\/(validation|validators|member-errors|json-scanner|strict-json|body-parsers|query-values)/,
  ],
  [
    'append',
    /dist\/(transparency|eventstore\/(envelope|append-statement|group-committer|postgres-append|random)|database\/binary-array)/,
  ],
  ['projection', /dist\/(eventstore\/projections\/(?!projection-reader)|features\/\w+\/projections)/],
  [
    'answer',
    /dist\/(features\/\w+\/(queries|item-rows)|features\/items\/(queries|settlement)|eventstore\/projections\/projection-reader|http\/(answer|write-answer))/,
  ],
  [
    'decision',
    /dist\/(features\/\w+\/(commands|item|checklist|resolve)|features\/\w+\/[\w.-]+\.js|eventstore\/(command-runner|aggregate|stream-batch|decider|postgres-eventstore))/,
  ],
  ['logging', /nestjs-pino|\/pino|dist\/http\/logging|sonic-boom|thread-stream/],
  [
    'HTTP and framework',
    /fastify|@nestjs|node:_?http|find-my-way|rxjs|dist\/http\/|light-my-request|node:async_hooks/,
  ],
  ['database driver, of no part', /\/pg|pg-protocol|dist\/database/],
];

/**
 * Microseconds of a CPU profile by part: each sample counts for the innermost frame that belongs to one.
 * What awaits an answer goes on without the frames that asked, so the driver's reading is of no part.
 */
export function partsOf(profile) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const parts = new Map();
  for (const [index, sample] of profile.samples.entries()) {
    const part = partOf(sample, nodes, parents);
    if (part !== null) parts.set(part, (parts.get(part) ?? 0) + profile.timeDeltas[index]);
  }
  return parts;
}

function partOf(sample, nodes, parents) {
  const { functionName } = nodes.get(sample).callFrame;
  if (functionName === '(idle)') return null;
  if (functionName === '(garbage collector)') return 'garbage collection';
  for (let id = sample; id !== undefined; id = parents.get(id)) {
    const { url } = nodes.get(id).callFrame;
    const part = PARTS.find(([, files]) => files.test(url));
    if (part) return part[0];
  }
  return 'Node itself';
}
