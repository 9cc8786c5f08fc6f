import createClient, { type Client } from 'openapi-fetch';
import { encodeName } from './path-name.js';
import type { paths } from './schema.js';

/** Calls of the API by method and path, with the types of openapi.json: `client.GET('/v1/projects', {…})`. */
export type ClearanceClient = Client<paths>;

export interface ClientOptions {
  /** Where the service is, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key or an access token; left out: what is open to everybody. */
  readonly key?: string;
  /** Sends a request; left out: the platform's. For retries, tests and the like. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of a running service. Its calls give `{data, error, response}` and throw only where no answer came.
 * @throws BadName, from a call, for a name in a path that would lead to another route
 */
export function createClearanceClient({ url, key, fetch }: ClientOptions): ClearanceClient {
  return createClient<paths>({
    baseUrl: url,
    // A redirect would turn a POST into a GET; where it leads is for the caller to say.
    redirect: 'manual',
    pathSerializer: (path, names) =>
      path.replaceAll(/\{(\w+)\}/g, (_, name: string) => placed(path, name, names[name])),
    ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }),
    ...(fetch !== undefined && { fetch }),
  });
}

/** A path of several steps, as tiles have, keeps its slashes. */
function placed(path: string, name: string, value: unknown): string {
  const text = `${value as string | number}`;
  return path.endsWith('/{path}') && name === 'path'
    ? text.split('/').map(encodeName).join('/')
    : encodeName(text);
}
