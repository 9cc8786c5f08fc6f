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
import { TicketingFailed } from '../connector-errors.js';
import { type Inbound, type InboundCall, jsonBody } from '../inbound.js';
import { bears, marked } from '../marks.js';
import { Shape } from '../shape.js';
import { renderUrl, type TemplateScope } from '../template.js';
import type { HttpSender } from '../ticket-http.js';
import type { GenericDefinition, TicketPaths } from './generic-definition.js';
import { GenericRequests } from './generic-requests.js';
import { verifyGeneric } from './generic-inbound.js';

/** A tool that nobody wrote a connector for, by templates of its requests and pointers into its answers. */
export class GenericConnector extends TicketConnector {
  override readonly capabilities: Capabilities;
  private readonly requests: GenericRequests;

  constructor(
    private readonly settings: ConnectorSettings,
    sender: HttpSender,
    private readonly definition: GenericDefinition,
  ) {
    super();
    this.capabilities = {
      read: definition.read !== undefined,
      poll: definition.changes !== undefined && definition.read !== undefined,
      inbound: definition.inbound !== undefined,
      findLagSeconds: definition.find_lag_seconds ?? 0,
    };
    const { baseUrl, secret, target } = settings;
    this.requests = new GenericRequests(sender, baseUrl, definition.headers ?? {}, { secret, target });
  }

  override async whoAmI(): Promise<TicketUser> {
    const { whoami } = this.definition;
    if (!whoami) return { id: '', login: null, email: null };
    const id = (await this.requests.send(whoami.request, {})).pointer(whoami.id).text;
    return { id, login: id, email: null };
  }

  override async create({ mark, title, text, fields }: TicketDraft): Promise<TicketRef> {
    const { request, ticket } = this.definition.create;
    const made = await this.requests.send(request, { mark, title, text: marked(text, mark), fields });
    return this.ref(made, ticket);
  }

  override async findByMark(mark: string): Promise<TicketRef | null> {
    const { find } = this.definition;
    if (!find) return null;
    const found = (await this.requests.send(find.request, { mark })).pointer(find.list);
    // A tool that searches loosely may give others.
    const meant = found.list.find(
      (one) => find.ticket.text === undefined || bears(one.pointer(find.ticket.text).textOrNull, mark),
    );
    return meant ? this.ref(meant, find.ticket) : null;
  }

  override async locate(text: string): Promise<TicketRef | null> {
    const id = this.idIn(text.trim());
    if (id === null) return null;
    const snapshot = this.definition.read ? await this.read(id) : null;
    if (this.definition.read && !snapshot) return null;
    return snapshot ?? { externalId: id, key: id, url: this.urlOf(id, null) };
  }

  override async read(externalId: string): Promise<TicketSnapshot | null> {
    const { read } = this.definition;
    if (!read) throw unsupported('read');
    const found = await this.requests.sendOrNull(read.request, { id: externalId });
    return found && this.snapshot(found, { ...read.ticket }, externalId);
  }

  override async update(
    externalId: string,
    { title, fields = {} }: { title?: string; fields?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const { update } = this.definition;
    if (!update) throw unsupported('update');
    await this.requests.send(update.request, { id: externalId, title: title ?? null, fields });
  }

  override async comment(
    externalId: string,
    { mark, text }: TicketComment,
    isRepeated: boolean,
  ): Promise<void> {
    const { comment, comments } = this.definition;
    if (!comment) return;
    const scope = { id: externalId, mark, text: marked(text, mark) };
    if (isRepeated && comments) {
      const said = (await this.requests.send(comments.request, scope)).pointer(comments.list);
      if (said.list.some((one) => bears(one.pointer(comments.text).textOrNull, mark))) return;
    }
    await this.requests.send(comment.request, scope);
  }

  override async setState(externalId: string, state: WritableState): Promise<void> {
    const way = state === 'done' ? this.definition.close : this.definition.reopen;
    if (!way) throw unsupported(state === 'done' ? 'close' : 'reopen');
    if (this.definition.read) {
      const before = await this.read(externalId);
      if (!before) throw new TicketingFailed('not_found', `ticket ${externalId} is gone`);
      if (before.isClosed === (state === 'done')) return;
    }
    await this.requests.send(way.request, { id: externalId, status: this.settings.statusFor[state] ?? null });
  }

  override async changesSince(since: string): Promise<TicketChanges> {
    const { changes } = this.definition;
    if (!changes) throw unsupported('poll');
    const found = (await this.requests.send(changes.request, { since })).pointer(changes.list);
    const { id, updated_at: updated } = changes.ticket;
    const tickets = found.list
      .map((one) => ({
        externalId: one.pointer(id).text,
        updatedAt: updated === undefined ? since : one.pointer(updated).time,
      }))
      .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
    return { tickets, cursor: tickets.at(-1)?.updatedAt ?? null };
  }

  override async receive(call: InboundCall): Promise<Inbound> {
    const { inbound } = this.definition;
    if (!inbound) throw unsupported('inbound');
    verifyGeneric(inbound, call, this.settings.inboundSecrets);
    const said = new Shape(jsonBody(call));
    const id = said.pointer(inbound.ticket.id).textOrNull;
    const snapshot = id === null || this.capabilities.read ? null : this.snapshot(said, inbound.ticket, id);
    return await Promise.resolve({
      deliveryId: inbound.delivery_header
        ? (call.headers[inbound.delivery_header.toLowerCase()] ?? null)
        : null,
      tickets: id === null ? [] : [{ externalId: id, snapshot }],
    });
  }

  private snapshot(from: Shape, paths: TicketPaths, externalId: string): TicketSnapshot {
    const status = paths.status === undefined ? 'unknown' : from.pointer(paths.status).text;
    const time = (path: string | undefined): string | null =>
      path !== undefined && from.pointer(path).isThere ? from.pointer(path).time : null;
    const updatedAt = time(paths.updated_at) ?? new Date().toISOString();
    const by = paths.changed_by === undefined ? null : from.pointer(paths.changed_by).textOrNull;
    const changedAt = time(paths.changed_at) ?? (by === null ? null : updatedAt);
    return {
      ...this.ref(from, { ...paths }, externalId),
      status,
      isClosed: this.definition.closed.some((one) => one.toLowerCase() === status.toLowerCase()),
      updatedAt,
      statusChange:
        changedAt === null
          ? null
          : { by: by === null ? null : { id: by, login: by, email: by }, at: changedAt },
    };
  }

  private ref(from: Shape, { id, key, url }: TicketPaths, known?: string): TicketRef {
    const externalId = known ?? from.pointer(id).text;
    const said = url === undefined ? null : from.pointer(url).textOrNull;
    const name = (key === undefined ? null : from.pointer(key).textOrNull) ?? externalId;
    return { externalId, key: name, url: this.urlOf(externalId, said, name) };
  }

  private urlOf(id: string, said: string | null, key = id): string {
    if (said !== null && /^https?:\/\//.test(said)) return said;
    const { url } = this.definition;
    if (url === undefined) return this.settings.baseUrl;
    const scope: TemplateScope = { id, key, target: this.settings.target };
    return `${this.settings.baseUrl}${renderUrl(url, scope)}`;
  }

  /** The id in what a person gave: a page by the template of pages, else the text itself. */
  private idIn(text: string): string | null {
    const { url } = this.definition;
    if (!/^https?:/.test(text)) return /^[\w.#-]{1,100}$/.test(text) ? text.replace(/^#/, '') : null;
    if (url === undefined) return null;
    const [before = '', after = ''] = `${this.settings.baseUrl}${url}`.split(/\{\{\s*id\s*\}\}/);
    if (!text.startsWith(before) || !text.endsWith(after)) return null;
    return decodeURIComponent(text.slice(before.length, text.length - after.length));
  }
}

function unsupported(what: string): TicketingFailed {
  return new TicketingFailed('unsupported', `the definition of this connection says nothing of "${what}"`);
}
