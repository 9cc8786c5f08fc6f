import { TicketingFailed } from '../connector-errors.js';
import { Shape } from '../shape.js';
import { renderHeader, renderJson, renderUrl, TemplateFailed, type TemplateScope } from '../template.js';
import {
  type HttpAnswer,
  type HttpSender,
  refuseFailure,
  TICKET_ANSWER_BYTES,
  TICKET_TIMEOUT_MS,
} from '../ticket-http.js';
import type { RequestTemplate } from './generic-definition.js';

/** What a URL takes for "here" and "one up", however it is written (https://url.spec.whatwg.org/#double-dot-path-segment). */
const DOTS = /(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i;

/** Renders and sends the requests of a definition. Always to the base URL: a template chooses the path alone. */
export class GenericRequests {
  constructor(
    private readonly sender: HttpSender,
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly scope: TemplateScope,
  ) {}

  async send(template: RequestTemplate, scope: TemplateScope): Promise<Shape> {
    const answer = await this.answer(template, scope);
    refuseFailure(answer, `${template.method} ${template.path}`);
    return parsed(answer);
  }

  /** Null for a 404. */
  async sendOrNull(template: RequestTemplate, scope: TemplateScope): Promise<Shape | null> {
    const answer = await this.answer(template, scope);
    if (answer.status === 404) return null;
    refuseFailure(answer, `${template.method} ${template.path}`);
    return parsed(answer);
  }

  private async answer(template: RequestTemplate, more: TemplateScope): Promise<HttpAnswer> {
    const scope = { ...this.scope, ...more };
    const { secret: _, ...open } = scope as TemplateScope & { secret?: unknown };
    try {
      const path = renderUrl(template.path, open);
      if (DOTS.test(path.replace(/[?#].*$/s, ''))) throw new TemplateFailed('a path goes up by dots');
      const url = new URL(`${this.baseUrl}${path}`);
      if (url.origin !== new URL(this.baseUrl).origin)
        throw new TemplateFailed('a path leads to another host');
      const body = this.body(template, open);
      const headers = Object.entries({ ...this.headers, ...template.headers }).map(
        ([name, value]) => [name.toLowerCase(), renderHeader(value, scope)] as const,
      );
      return await this.sender.request({
        method: template.method,
        url: url.href,
        headers: {
          accept: 'application/json',
          'user-agent': 'clearance',
          ...body?.type,
          ...Object.fromEntries(headers),
        },
        timeoutMs: TICKET_TIMEOUT_MS,
        maxAnswerBytes: TICKET_ANSWER_BYTES,
        ...(body ? { body: body.text } : {}),
      });
    } catch (error) {
      if (error instanceof TemplateFailed)
        throw new TicketingFailed(
          'rejected',
          `a template of this connection does not work: ${error.message}`,
        );
      throw error;
    }
  }

  private body(
    { body, form }: RequestTemplate,
    scope: TemplateScope,
  ): { text: string; type: Record<string, string> } | null {
    if (body === undefined) return null;
    const rendered = renderJson(body, scope);
    if (form !== true)
      return { text: JSON.stringify(rendered), type: { 'content-type': 'application/json' } };
    const fields = Object.entries(rendered as Record<string, unknown>).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    );
    return {
      text: new URLSearchParams(fields).toString(),
      type: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
}

function parsed({ body, isCut }: HttpAnswer): Shape {
  if (isCut) throw new TicketingFailed('rejected', `an answer is over ${TICKET_ANSWER_BYTES} bytes`);
  if (body.length === 0) return new Shape(null);
  try {
    return new Shape(JSON.parse(body.toString('utf8')));
  } catch {
    throw new TicketingFailed('unavailable', 'an answer is no JSON');
  }
}
