import { request } from '@octokit/request';
import { verify } from '@octokit/webhooks-methods';
import {
  type Capabilities,
  type ConnectorSettings,
  type TicketChanges,
  type TicketComment,
  TicketConnector,
  type TicketDraft,
  type TicketRef,
  type TicketSnapshot,
  type TicketUser,
  type WritableState,
} from '../connector.js';
import { changesByTime } from '../changes-by-time.js';
import { TicketingFailed } from '../connector-errors.js';
import { type Inbound, type InboundCall, jsonBody } from '../inbound.js';
import { bears, numberIn } from '../marks.js';
import { Shape } from '../shape.js';
import { unverified } from '../signatures.js';
import type { HttpSender } from '../ticket-http.js';
import { fetchOver, octokitFailure } from './github-fetch.js';

const PAGE = 100;
const MOST_PAGES = 20;
const API_VERSION = '2022-11-28';
/** Reasons of a close that say it was not done (https://docs.github.com/rest/issues). */
const NOT_DONE: ReadonlySet<string> = new Set(['not_planned', 'duplicate']);

type Parameters = Readonly<Record<string, unknown>>;

/** GitHub Issues by its REST API, version 2022-11-28. The mark is a comment in the issue's body that nobody sees. */
export class GithubConnector extends TicketConnector {
  override readonly capabilities: Capabilities = { read: true, poll: true, inbound: true, findLagSeconds: 0 };
  private readonly owner: string;
  private readonly repo: string;
  private readonly ask: (route: string, parameters?: Parameters) => Promise<Shape>;

  constructor(
    private readonly settings: ConnectorSettings,
    sender: HttpSender,
  ) {
    super();
    [this.owner = '', this.repo = ''] = (settings.target['repository'] ?? '').split('/');
    const client = request.defaults({
      baseUrl: settings.baseUrl,
      headers: {
        authorization: `Bearer ${settings.secret}`,
        'x-github-api-version': API_VERSION,
        'user-agent': 'clearance',
      },
      request: { fetch: fetchOver(sender) },
    });
    this.ask = async (route, parameters = {}) => {
      const { owner, repo } = this;
      const answer = await client(route, { owner, repo, ...parameters }).catch((error: unknown) => {
        throw octokitFailure(error, route);
      });
      return new Shape(answer.data);
    };
  }

  /** The token of an app belongs to no user: its id is empty then. */
  override async whoAmI(): Promise<TicketUser> {
    try {
      return userOf(await this.ask('GET /user'));
    } catch (error) {
      if (!(error instanceof TicketingFailed) || error.code !== 'unauthorized') throw error;
      await this.ask('GET /repos/{owner}/{repo}');
      return { id: '', login: null, email: null };
    }
  }

  override async create({ mark, title, text, fields }: TicketDraft): Promise<TicketRef> {
    const body = `${text.trimEnd()}\n\n${hidden(mark)}`;
    const made = await this.ask('POST /repos/{owner}/{repo}/issues', {
      ...listed(fields),
      title: title.slice(0, 256),
      body,
    });
    return refOf(made);
  }

  // The list and not the search, whose index comes after.
  override async findByMark(mark: string, since: string): Promise<TicketRef | null> {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { list } = await this.issues({ since: since.slice(0, 19) + 'Z', sort: 'created', page });
      const found = list.find((one) => bears(one.at('body').textOrNull, mark));
      if (found) return refOf(found);
      if (list.length < PAGE) return null;
    }
    return null;
  }

  override async locate(text: string): Promise<TicketRef | null> {
    const inText = new RegExp(`(?:^|/)${escaped(`${this.owner}/${this.repo}`)}(?:/issues/|#)(\\d+)$`, 'i');
    const number = inText.exec(text.trim())?.[1] ?? numberIn(text);
    const issue = number === null ? null : await this.issue(number);
    return issue && refOf(issue);
  }

  override async read(externalId: string): Promise<TicketSnapshot | null> {
    const issue = await this.issue(externalId);
    if (!issue) return null;
    const isClosed = issue.at('state').text === 'closed';
    const reason = issue.at('state_reason').textOrNull;
    const by = issue.at('closed_by');
    return {
      ...refOf(issue),
      status: isClosed && reason !== null && NOT_DONE.has(reason) ? reason : issue.at('state').text,
      isClosed,
      updatedAt: issue.at('updated_at').time,
      statusChange: isClosed
        ? { by: by.isThere ? userOf(by) : null, at: issue.at('closed_at').time }
        : await this.reopening(externalId, reason),
    };
  }

  override async update(
    externalId: string,
    { title, fields = {} }: { title?: string; fields?: Readonly<Record<string, string>> },
  ): Promise<void> {
    await this.patch(externalId, { ...listed(fields), ...(title === undefined ? {} : { title }) });
  }

  override async comment(
    externalId: string,
    { mark, text }: TicketComment,
    isRepeated: boolean,
  ): Promise<void> {
    const route = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    const issue_number = Number(externalId);
    const pages = isRepeated ? MOST_PAGES : 0;
    for (let page = 1; page <= pages; page += 1) {
      const { list } = await this.ask(`GET ${route}`, { issue_number, per_page: PAGE, page });
      if (list.some((one) => bears(one.at('body').textOrNull, mark))) return;
      if (list.length < PAGE) break;
    }
    await this.ask(`POST ${route}`, { issue_number, body: `${text.trimEnd()}\n\n${hidden(mark)}` });
  }

  override async setState(externalId: string, state: WritableState): Promise<void> {
    const issue = await this.issue(externalId);
    if (!issue) throw new TicketingFailed('not_found', `issue ${externalId} is gone`);
    const wanted = state === 'done' ? 'closed' : 'open';
    if (issue.at('state').text === wanted) return;
    const reason = state === 'done' ? (this.settings.statusFor.done ?? 'completed') : 'reopened';
    await this.patch(externalId, { state: wanted, state_reason: reason });
  }

  override async changesSince(since: string): Promise<TicketChanges> {
    // Pull requests are among them, and count for the pages: no item is linked to one.
    return await changesByTime(since, MOST_PAGES, async (from, page) => {
      const sort = { sort: 'updated', direction: 'asc' };
      const { list } = await this.issues({ since: from, ...sort, page: page + 1 });
      const changes = list.map((issue) => ({
        externalId: issue.at('number').text,
        updatedAt: issue.at('updated_at').time,
      }));
      return { changes, isFull: list.length === PAGE };
    });
  }

  /** X-Hub-Signature-256 over the body; another repository's calls and events are none of ours. */
  override async receive(call: InboundCall): Promise<Inbound> {
    const { headers, body } = call;
    const signature = headers['x-hub-signature-256'] ?? '';
    const text = body.toString('utf8');
    if (signature === '') throw unverified('X-Hub-Signature-256 is missing');
    const checks = await Promise.all(
      this.settings.inboundSecrets.map((secret) => verify(secret, text, signature)),
    );
    if (!checks.includes(true)) throw unverified('X-Hub-Signature-256 is missing or not ours');
    const deliveryId = headers['x-github-delivery'] ?? null;
    const said = new Shape(jsonBody(call));
    const name = said.at('repository').at('full_name').textOrNull?.toLowerCase();
    const isMeant = name === `${this.owner}/${this.repo}`.toLowerCase();
    if (!isMeant || !said.at('issue').at('number').isThere) return { deliveryId, tickets: [] };
    return { deliveryId, tickets: [{ externalId: said.at('issue').at('number').text, snapshot: null }] };
  }

  private async reopening(id: string, reason: string | null): Promise<TicketSnapshot['statusChange']> {
    if (reason !== 'reopened') return null;
    const events = await this.ask('GET /repos/{owner}/{repo}/issues/{issue_number}/events', {
      issue_number: Number(id),
      per_page: PAGE,
    });
    const event = events.list.findLast((one) => one.at('event').textOrNull === 'reopened');
    if (!event) return null;
    return {
      by: event.at('actor').isThere ? userOf(event.at('actor')) : null,
      at: event.at('created_at').time,
    };
  }

  private async issues(parameters: Parameters): Promise<Shape> {
    return await this.ask('GET /repos/{owner}/{repo}/issues', {
      state: 'all',
      per_page: PAGE,
      ...parameters,
    });
  }

  private async issue(id: string): Promise<Shape | null> {
    try {
      const issue = await this.ask('GET /repos/{owner}/{repo}/issues/{issue_number}', {
        issue_number: Number(id),
      });
      return issue.at('pull_request').isThere ? null : issue;
    } catch (error) {
      if (!(error instanceof TicketingFailed) || error.code !== 'not_found') throw error;
      await this.refuseHidden();
      return null;
    }
  }

  // GitHub says 404 to what a token may not see, too: that is no issue that was deleted.
  private async refuseHidden(): Promise<void> {
    try {
      await this.ask('GET /repos/{owner}/{repo}');
    } catch (error) {
      if (!(error instanceof TicketingFailed) || error.code !== 'not_found') throw error;
      const words = `the token does not see the repository ${this.owner}/${this.repo}`;
      throw new TicketingFailed('unauthorized', words);
    }
  }

  private async patch(id: string, change: Parameters): Promise<void> {
    const issue_number = Number(id);
    await this.ask('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { issue_number, ...change });
  }
}

function hidden(mark: string): string {
  return `<!-- Clearance ${mark} -->`;
}

function refOf(issue: Shape): TicketRef {
  const number = issue.at('number').text;
  return { externalId: number, key: `#${number}`, url: issue.at('html_url').text };
}

function userOf(user: Shape): TicketUser {
  return { id: user.at('id').text, login: user.at('login').textOrNull, email: user.at('email').textOrNull };
}

/** `labels` and `assignees` are lists, written with commas. */
function listed(fields: Readonly<Record<string, string>>): Parameters {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name === 'labels' || name === 'assignees' ? value.split(',').map((one) => one.trim()) : value,
    ]),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
