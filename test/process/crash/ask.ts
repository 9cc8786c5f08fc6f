import { ADMIN_KEY } from './built-service.js';

/** Longer than any request may take: one that is given up here counts as one that hangs. */
const GIVE_UP_MS = 20_000;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Milliseconds until all of it was there. */
  readonly took: number;
}

/** One request as the admin, answered or not: `hung` after 20 s, `broken` where the connection ended before. */
export async function ask(
  url: string,
  path: string,
  options: { body?: object | string; key?: string; accept?: string } = {},
): Promise<Answer | 'hung' | 'broken'> {
  const { body, key, accept } = options;
  const started = performance.now();
  try {
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(accept === undefined ? {} : { accept }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined
          ? {}
          : { 'content-type': typeof body === 'string' ? 'text/markdown' : 'application/json' }),
      },
      signal: AbortSignal.timeout(GIVE_UP_MS),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text, took: performance.now() - started };
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'hung' : 'broken';
  }
}

/** The text of an answer that has to be a good one. */
export async function fetched(
  url: string,
  path: string,
  options: Parameters<typeof ask>[2] = {},
): Promise<string> {
  const answer = await ask(url, path, options);
  if (typeof answer === 'string') throw new Error(`${path}: ${answer}`);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.text;
}
