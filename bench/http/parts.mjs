import { divideByPart } from '../support/profile.mjs';

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
    /node_modules\/(fastify|@fastify|@nestjs|find-my-way|rxjs|light-my-request)|node:_?http|dist\/http\//,
  ],
  ['database driver, of no part', /node_modules\/pg|dist\/database/],
];

/** Divides `total` microseconds among the parts, by a CPU profile. */
export function partsOf(profile, total) {
  return divideByPart(profile, PARTS, total);
}
