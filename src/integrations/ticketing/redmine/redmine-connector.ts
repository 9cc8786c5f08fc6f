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
import type { Inbound } from '../inbound.js';
import { bears, marked, numberIn } from '../marks.js';
import { Shape } from '../shape.js';
import { type HttpSender, TicketHttp } from '../ticket-http.js';
import { RedmineLists } from './redmine-lists.js';

const PAGE = 100;
const MOST_PAGES = 50;

/**
 * Redmine 5 by its REST API (https://www.redmine.org/projects/redmine/wiki/Rest_api). It calls nobody, so changes are
 * polled. The mark stands in the description, or in the custom field that `target.mark_field` gives the id of.
 */
export class RedmineConnector extends TicketConnector {
  override readonly capabilities: Capabilities = {
    read: true,
    poll: true,
    inbound: false,
    findLagSeconds: 0,
  };
  private readonly http: TicketHttp;
  private readonly lists: RedmineLists;

  constructor(
    private readonly settings: ConnectorSettings,
    sender: HttpSender,
  ) {
    super();
    this.http = new TicketHttp(sender, settings.baseUrl, { 'x-redmine-api-key': settings.secret });
    this.lists = new RedmineLists(this.http);
  }

  override async whoAmI(): Promise<TicketUser> {
    const user = new Shape(await this.http.json({ method: 'GET', path: '/users/current.json' })).at('user');
    return { id: user.at('id').text, login: user.at('login').textOrNull, email: user.at('mail').textOrNull };
  }

  override async create({ mark, title, text, fields }: TicketDraft): Promise<TicketRef> {
    const { project = '', tracker, mark_field: markField } = this.settings.target;
    const issue: Record<string, unknown> = {
      ...(await this.fields(fields, markField === undefined ? {} : { [`cf_${markField}`]: mark })),
      project_id: project,
      subject: title.slice(0, 255),
      description: marked(text, mark),
    };
    if (tracker !== undefined) issue['tracker_id'] = await this.lists.idOf('trackers', tracker);
    const body = { issue };
    const made = new Shape(await this.http.json({ method: 'POST', path: '/issues.json', body }));
    return this.ref(made.at('issue').at('id').text);
  }

  override async findByMark(mark: string): Promise<TicketRef | null> {
    const { mark_field: field } = this.settings.target;
    const filter = field === undefined ? { description: `~${mark}` } : { [`cf_${field}`]: mark };
    const query = { status_id: '*', sort: 'id:asc', limit: `${PAGE}`, ...filter };
    const found = new Shape(await this.http.json({ method: 'GET', path: '/issues.json', query }));
    const issue = found
      .at('issues')
      .list.find((one) => field !== undefined || bears(one.at('description').textOrNull, mark));
    return issue ? this.ref(issue.at('id').text) : null;
  }

  override async locate(text: string): Promise<TicketRef | null> {
    const { baseUrl } = this.settings;
    const inUrl = text.startsWith(`${baseUrl}/issues/`) ? text.slice(baseUrl.length + 8) : null;
    const id = numberIn(inUrl?.replace(/[.?#/].*$/, '') ?? text);
    return id !== null && (await this.issue(id)) ? this.ref(id) : null;
  }

  override async read(externalId: string): Promise<TicketSnapshot | null> {
    const issue = await this.issue(externalId);
    if (!issue) return null;
    const status = await this.lists.statusOf(issue.at('status'));
    const journal = issue
      .at('journals')
      .list.findLast((one) =>
        one.at('details').list.some((change) => change.at('name').textOrNull === 'status_id'),
      );
    return {
      ...this.ref(externalId),
      status: status.name,
      isClosed: status.isClosed,
      updatedAt: issue.at('updated_on').time,
      statusChange: journal
        ? { by: await this.lists.user(journal.at('user').at('id').text), at: journal.at('created_on').time }
        : null,
    };
  }

  override async update(
    externalId: string,
    { title, fields = {} }: { title?: string; fields?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const subject = title === undefined ? {} : { subject: title.slice(0, 255) };
    await this.put(externalId, { ...(await this.fields(fields, {})), ...subject });
  }

  override async comment(
    externalId: string,
    { mark, text }: TicketComment,
    isRepeated: boolean,
  ): Promise<void> {
    if (isRepeated) {
      const issue = await this.issue(externalId);
      if (issue?.at('journals').list.some((one) => bears(one.at('notes').textOrNull, mark))) return;
    }
    await this.put(externalId, { notes: marked(text, mark) });
  }

  override async setState(externalId: string, state: WritableState): Promise<void> {
    const wanted = await this.lists.statusFor(state, this.settings.statusFor[state]);
    const before = await this.read(externalId);
    if (!before) throw new TicketingFailed('not_found', `issue ${externalId} is gone`);
    if (before.status === wanted.name || before.isClosed === (state === 'done')) return;
    await this.put(externalId, { status_id: wanted.id });
    // A status that the workflow does not allow is passed over without a word.
    const after = await this.read(externalId);
    if (after?.status !== wanted.name)
      throw new TicketingFailed(
        'rejected',
        `the workflow lets this account not put issue ${externalId} into "${wanted.name}"`,
      );
  }

  override async changesSince(since: string): Promise<TicketChanges> {
    return await changesByTime(since, MOST_PAGES, async (from, page) => {
      const query = {
        status_id: '*',
        updated_on: `>=${from}`,
        sort: 'updated_on:asc,id:asc',
        limit: `${PAGE}`,
        offset: `${page * PAGE}`,
      };
      const found = new Shape(await this.http.json({ method: 'GET', path: '/issues.json', query }));
      const changes = found.at('issues').list.map((issue) => ({
        externalId: issue.at('id').text,
        updatedAt: issue.at('updated_on').time,
      }));
      return { changes, isFull: changes.length === PAGE };
    });
  }

  override receive(): Promise<Inbound> {
    return Promise.reject(new TicketingFailed('unsupported', 'Redmine calls nobody: its changes are polled'));
  }

  private async issue(id: string): Promise<Shape | null> {
    const path = `/issues/${encodeURIComponent(id)}.json`;
    const found = await this.http.jsonOrNull({ method: 'GET', path, query: { include: 'journals' } });
    return found === null ? null : new Shape(found).at('issue');
  }

  private async put(id: string, issue: Record<string, unknown>): Promise<void> {
    await this.http.json({ method: 'PUT', path: `/issues/${encodeURIComponent(id)}.json`, body: { issue } });
  }

  /** `cf_7` is the custom field 7; `priority` and `assigned_to` go by the names of the API, with ids. */
  private async fields(
    fields: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const all = Object.entries({ ...fields, ...more });
    const custom = all.flatMap(([name, value]) => {
      const id = /^cf_(\d+)$/.exec(name)?.[1];
      return id === undefined ? [] : [{ id: Number(id), value }];
    });
    const plain: Record<string, unknown> = {};
    for (const [name, value] of all) {
      if (name === 'priority')
        plain['priority_id'] = await this.lists.idOf('enumerations/issue_priorities', value);
      else if (!/^cf_\d+$/.test(name)) plain[name] = value;
    }
    return { ...plain, ...(custom.length === 0 ? {} : { custom_fields: custom }) };
  }

  private ref(id: string): TicketRef {
    return { externalId: id, key: `#${id}`, url: `${this.settings.baseUrl}/issues/${id}` };
  }
}
