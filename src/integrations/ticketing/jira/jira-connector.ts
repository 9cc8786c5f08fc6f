import {
  type Capabilities,
  type ConnectorSettings,
  type ShownItem,
  type TicketChanges,
  type TicketComment,
  TicketConnector,
  type TicketDraft,
  type TicketRef,
  type TicketSnapshot,
  type TicketUser,
  type WritableState,
} from '../connector.js';
import { TicketingFailed } from '../connector-errors.js';
import { type Inbound, type InboundCall, jsonBody } from '../inbound.js';
import { bears, marked } from '../marks.js';
import { Shape } from '../shape.js';
import { isSigned, unverified } from '../signatures.js';
import { type HttpSender, TicketHttp } from '../ticket-http.js';
import { textOfAdf } from './adf.js';
import { globalIdOf, jiraFields, type JiraFlavour, labelOf, projectOf } from './jira-flavour.js';

const PAGE = 100;
const MOST_PAGES = 20;
const KEY = /^[A-Z][A-Z0-9_]{1,30}-\d{1,12}$/;

/**
 * Jira Cloud (REST 3, https://developer.atlassian.com/cloud/jira/platform/rest/v3/) and Data Center (REST 2). The mark is
 * a label, made with the issue, by which a search finds it, and the issue's property `clearance`.
 */
export class JiraConnector extends TicketConnector {
  override readonly capabilities: Capabilities;
  private readonly http: TicketHttp;

  constructor(
    private readonly settings: ConnectorSettings,
    sender: HttpSender,
    private readonly flavour: JiraFlavour,
  ) {
    super();
    this.capabilities = { read: true, poll: true, inbound: true, findLagSeconds: flavour.findLagSeconds };
    const headers = { authorization: flavour.authorization(settings.secret) };
    this.http = new TicketHttp(sender, `${settings.baseUrl}${flavour.api}`, headers);
  }

  override async whoAmI(): Promise<TicketUser> {
    return this.user(new Shape(await this.http.json({ method: 'GET', path: '/myself' })));
  }

  override async create({ mark, title, text, fields }: TicketDraft): Promise<TicketRef> {
    const { labels, ...more } = jiraFields(fields);
    const body = {
      fields: {
        issuetype: { name: this.settings.target['issue_type'] ?? 'Task' },
        ...more,
        project: { key: projectOf(this.settings) },
        summary: title.replaceAll(/\s+/g, ' ').slice(0, 255),
        description: this.flavour.text(text),
        labels: [...(Array.isArray(labels) ? labels : []), labelOf(mark)],
      },
      properties: [{ key: 'clearance', value: { ticket: mark } }],
    };
    return this.ref(new Shape(await this.http.json({ method: 'POST', path: '/issue', body })));
  }

  override async findByMark(mark: string): Promise<TicketRef | null> {
    const [found] = await this.search(`labels = "${labelOf(mark)}" ORDER BY created ASC`, 1);
    return found ? this.ref(found) : null;
  }

  override async locate(text: string): Promise<TicketRef | null> {
    const browse = `${this.settings.baseUrl}/browse/`;
    const key = (text.startsWith(browse) ? text.slice(browse.length).replace(/[?#/].*$/, '') : text).trim();
    const issue = KEY.test(key) ? await this.issue(key) : null;
    return issue && this.ref(issue);
  }

  override async read(externalId: string): Promise<TicketSnapshot | null> {
    const issue = await this.issue(externalId);
    if (!issue) return null;
    const status = issue.at('fields').at('status');
    // Cloud gives the newest first, Data Center the oldest.
    const changes = issue
      .at('changelog')
      .at('histories')
      .list.filter((one) => one.at('items').list.some((item) => item.at('field').textOrNull === 'status'))
      .map((one) => ({ by: this.user(one.at('author')), at: one.at('created').time }))
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    return {
      ...this.ref(issue),
      status: status.at('name').text,
      isClosed: status.at('statusCategory').at('key').textOrNull === 'done',
      updatedAt: issue.at('fields').at('updated').time,
      statusChange: changes.at(-1) ?? null,
    };
  }

  override async update(
    externalId: string,
    { title, fields = {} }: { title?: string; fields?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const summary = title === undefined ? {} : { summary: title.slice(0, 255) };
    const body = { fields: { ...jiraFields(fields), ...summary } };
    await this.http.json({ method: 'PUT', path: this.path(externalId), body });
  }

  override async comment(
    externalId: string,
    { mark, text }: TicketComment,
    isRepeated: boolean,
  ): Promise<void> {
    const path = `${this.path(externalId)}/comment`;
    if (isRepeated) {
      const query = { orderBy: '-created', maxResults: `${PAGE}` };
      const { list } = new Shape(await this.http.json({ method: 'GET', path, query })).at('comments');
      if (list.some((one) => bears(textOfAdf(one.at('body').raw), mark))) return;
    }
    await this.http.json({ method: 'POST', path, body: { body: this.flavour.text(marked(text, mark)) } });
  }

  override async setState(externalId: string, state: WritableState): Promise<void> {
    const before = await this.read(externalId);
    if (!before) throw new TicketingFailed('not_found', `issue ${externalId} is gone`);
    if (before.isClosed === (state === 'done')) return;
    const path = `${this.path(externalId)}/transitions`;
    const { list } = new Shape(await this.http.json({ method: 'GET', path })).at('transitions');
    const wanted = this.settings.statusFor[state]?.toLowerCase();
    const found = list.find((one) => {
      const to = one.at('to');
      if (wanted !== undefined) return to.at('name').text.toLowerCase() === wanted;
      return (to.at('statusCategory').at('key').textOrNull === 'done') === (state === 'done');
    });
    if (!found)
      throw new TicketingFailed(
        'rejected',
        `the workflow of ${before.key} has no way to ${wanted ?? state} from here`,
      );
    await this.http.json({ method: 'POST', path, body: { transition: { id: found.at('id').text } } });
  }

  /**
   * As a remote link (https://developer.atlassian.com/server/jira/platform/using-fields-in-remote-issue-links), which the
   * same `globalId` changes. Nothing without a page to lead to.
   */
  override async showItem(externalId: string, { mark, title, url, isSettled }: ShownItem): Promise<void> {
    if (url === null) return;
    const body = {
      globalId: globalIdOf(mark),
      application: { type: 'clearance', name: 'Clearance' },
      relationship: 'readiness',
      object: { url, title: title.slice(0, 255), status: { resolved: isSettled } },
    };
    await this.http.json({ method: 'POST', path: `${this.path(externalId)}/remotelink`, body });
  }

  override async hideItem(externalId: string, { mark }: Pick<ShownItem, 'mark'>): Promise<void> {
    const query = { globalId: globalIdOf(mark) };
    await this.http.jsonOrNull({ method: 'DELETE', path: `${this.path(externalId)}/remotelink`, query });
  }

  // Relative: Jira reads a date in the time zone of the account.
  override async changesSince(since: string): Promise<TicketChanges> {
    const minutes = Math.max(1, Math.ceil((Date.now() - Date.parse(since)) / 60_000) + 1);
    const jql = `project = "${projectOf(this.settings)}" AND updated >= "-${minutes}m" ORDER BY updated ASC`;
    const tickets = (await this.search(jql, MOST_PAGES)).map((issue) => ({
      externalId: issue.at('id').text,
      updatedAt: issue.at('fields').at('updated').time,
    }));
    return { tickets, cursor: tickets.at(-1)?.updatedAt ?? null };
  }

  /** X-Hub-Signature over the body, as WebSub has it; X-Atlassian-Webhook-Identifier stays the same when it is sent again. */
  override async receive(call: InboundCall): Promise<Inbound> {
    const { headers, body } = call;
    const [method, hex = ''] = (headers['x-hub-signature'] ?? '').split('=', 2);
    if (method !== 'sha256' || !isSigned(this.settings.inboundSecrets, body, hex))
      throw unverified('X-Hub-Signature is missing or not ours');
    const id = new Shape(jsonBody(call)).at('issue').at('id').textOrNull;
    return await Promise.resolve({
      deliveryId: headers['x-atlassian-webhook-identifier'] ?? null,
      tickets: id === null ? [] : [{ externalId: id, snapshot: null }],
    });
  }

  private async search(jql: string, pages: number): Promise<Shape[]> {
    const issues: Shape[] = [];
    let token: string | null = null;
    for (let page = 0; page < pages; page += 1) {
      const body: unknown = {
        jql,
        fields: ['updated'],
        maxResults: PAGE,
        ...this.flavour.page(page * PAGE, token),
      };
      const found: Shape = new Shape(
        await this.http.json({ method: 'POST', path: this.flavour.search, body }),
      );
      const { list } = found.at('issues');
      issues.push(...list);
      token = found.at('nextPageToken').textOrNull;
      if (this.flavour.hasTokens ? token === null : list.length < PAGE) break;
    }
    return issues;
  }

  private async issue(idOrKey: string): Promise<Shape | null> {
    const query = { fields: 'status,updated', expand: 'changelog' };
    const found = await this.http.jsonOrNull({ method: 'GET', path: this.path(idOrKey), query });
    if (found !== null) return new Shape(found);
    // Jira says 404 to what an account may not see, too: that is no issue that was deleted.
    const project = projectOf(this.settings);
    const path = `/project/${encodeURIComponent(project)}`;
    if ((await this.http.jsonOrNull({ method: 'GET', path })) === null)
      throw new TicketingFailed('unauthorized', `the account does not see the project ${project}`);
    return null;
  }

  private path(idOrKey: string): string {
    return `/issue/${encodeURIComponent(idOrKey)}`;
  }

  private ref(issue: Shape): TicketRef {
    const key = issue.at('key').text;
    return { externalId: issue.at('id').text, key, url: `${this.settings.baseUrl}/browse/${key}` };
  }

  private user(user: Shape): TicketUser {
    const id = user.at(this.flavour.userId).textOrNull ?? user.at('key').textOrNull ?? '';
    return { id, login: user.at('name').textOrNull, email: user.at('emailAddress').textOrNull };
  }
}
