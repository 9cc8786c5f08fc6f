import { conditions } from '../client/api.js';
import { WrongUsage } from '../failures.js';
import { readInput } from '../input.js';
import { writeOut } from '../output/write-out.js';
import type { Host } from './host.js';
import { withIdempotencyKey, withIfMatch, type WriteFlags } from './options.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

interface ApiFlags extends WriteFlags {
  readonly body?: string;
  readonly data?: string;
  readonly type: string;
  readonly accept: string;
  readonly output: string;
}

/** `api METHOD PATH`: any route, also one that this version knows no command of. */
export function addApi(host: Host): void {
  const command = host
    .rawCommand('api', 'send a request as it is and print what is answered, byte for byte')
    .argument('<method>', METHODS.join(', '))
    .argument('<path>', 'from /, with its query, such as "/v1/events?limit=1"')
    .option('-d, --data <json>', 'the body, as a text')
    .option('--body <file>', 'the body, from a file; "-" for standard input')
    .option('--type <media>', 'what the body is', 'application/json')
    .option('--accept <media>', 'what is wanted back', 'application/json')
    .option('-o, --output <file>', 'where to write it; "-" is standard output', '-');
  withIfMatch(withIdempotencyKey(command))
    .addHelpText(
      'after',
      '\nExample:\n  clearance api POST /v1/projects --data \'{"key":"payments-api"}\'\n' +
        "  clearance api GET '/v1/events?project=payments-api' --accept text/csv -o events.csv",
    )
    .action(
      host.act(async ({ io, api }, given: string, path: string, flags: ApiFlags) => {
        const method = METHODS.find((name) => name === given.toUpperCase());
        if (method === undefined) throw new WrongUsage(`The method is one of ${METHODS.join(', ')}`);
        if (!path.startsWith('/') || path.startsWith('//'))
          throw new WrongUsage('The path begins with one /, such as /v1/projects');
        if (flags.data !== undefined && flags.body !== undefined)
          throw new WrongUsage('--data and --body are the same body: give one of them');
        const body = flags.body === undefined ? flags.data : new Uint8Array(await readInput(io, flags.body));
        const headers = {
          accept: flags.accept,
          ...conditions(flags),
          ...(body !== undefined && { 'content-type': flags.type }),
        };
        const { bytes } = await api.send({ method, path, headers, ...(body !== undefined && { body }) });
        await writeOut(io, once(bytes), flags.output);
      }),
    );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
