import { TicketingFailed } from '../connector-errors.js';
import {
  type HttpAsk,
  type HttpSender,
  refuseFailure,
  TICKET_ANSWER_BYTES,
  TICKET_TIMEOUT_MS,
} from '../ticket-http.js';

interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What Octokit sends its requests by: the guarded client in the clothes of `fetch`. */
export function fetchOver(sender: HttpSender): (url: string, init?: FetchInit) => Promise<Response> {
  return async (url, init = {}) => {
    const method = (init.method ?? 'GET') as HttpAsk['method'];
    const answer = await sender.request({
      method,
      url,
      headers: init.headers ?? {},
      timeoutMs: TICKET_TIMEOUT_MS,
      maxAnswerBytes: TICKET_ANSWER_BYTES,
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    // Here and not by Octokit's own errors: what a status means is the same for all systems.
    refuseFailure(answer, `${method} ${new URL(url).pathname}`);
    if (answer.isCut) throw new TicketingFailed('rejected', `an answer is over ${TICKET_ANSWER_BYTES} bytes`);
    const body = answer.body.length === 0 ? null : new Uint8Array(answer.body);
    return new Response(body, { status: answer.status, headers: { ...answer.headers } });
  };
}

/** What went wrong underneath Octokit, which wraps it. */
export function octokitFailure(error: unknown, route: string): Error {
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    if (cause instanceof TicketingFailed || cause.name.startsWith('Outbound')) return cause;
    cause = cause.cause;
  }
  return error instanceof Error ? error : new Error(`${route} failed`, { cause: error });
}
