import { encodeName } from '../../client/path-name.js';
import { type Api, type ApiRequest, conditions, type WriteOptions } from '../client/api.js';
import { WrongUsage } from '../failures.js';
import { onlyChecklist } from './only-checklist.js';
import type { Given } from './inputs.js';
import type { Operation } from './operation.js';

/**
 * The request of an operation.
 * @throws WrongUsage for a name that leads elsewhere, and where no checklist is named and it is not clear which
 */
export async function requestOf(
  api: Api,
  { method, path, body: takes }: Operation,
  { path: names, query, body }: Given,
  options: WriteOptions,
): Promise<ApiRequest> {
  const filled =
    path.includes('{checklist}') && names['checklist'] === undefined
      ? { ...names, checklist: await onlyChecklist(api, names['project'] ?? '') }
      : names;
  const hasBody = takes !== null;
  return {
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => step(name, filled[name])),
    query,
    headers: { ...conditions(options), ...(hasBody && { 'content-type': takes.media }) },
    ...(hasBody && { body: JSON.stringify(body) }),
  };
}

/** A tile's path keeps its slashes. */
function step(name: string, value: unknown): string {
  const text = String(value);
  try {
    return name === 'path' ? text.split('/').map(encodeName).join('/') : encodeName(text);
  } catch (error) {
    throw new WrongUsage((error as Error).message, { cause: error });
  }
}
