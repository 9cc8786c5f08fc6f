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
import { bears, markLine, numberIn } from '../marks.js';
import { Shape } from '../shape.js';
import { isSigned, refuseStale, unverified } from '../signatures.js';
import { type HttpSender, TicketHttp } from '../ticket-http.js';
import { RtHistory } from './rt-history.js';

const PAGE = 100;
const MOST_PAGES = 200;
const WIDEST_ZONE_MS = 26 * 3_600_000;
const API = '/REST/2.0';
/** Statuses of the default lifecycle that leave nothing to do; others are mapped by the connection. */
const CLOSED: ReadonlySet<string> = new Set(['resolved', 'rejected', 'deleted']);
const WRITTEN: Readonly<Record<WritableState, string>> = { open: 'open', done: 'resolved' };

/**
 * Request Tracker 5 by its REST2 API (https://docs.bestpractical.com/rt/5.0/RT/REST2.html), polled; a scrip may call us
 * as docs/ticketing/request-tracker.md says. The mark is a link of the ticket (RefersTo), made with the ticket.
 */
export class RtConnector extends TicketConnector {
  override readonly capabilities: Capabilities = { read: true, poll: true, inbound: true, findLagSeconds: 0 };
  private readonly http: TicketHttp;
  private readonly history: RtHistory;

  constructor(
    private readonly settings: ConnectorSettings,
    sender: HttpSender,
  ) {
    super();
    const headers = { authorization: `token ${settings.secret}` };
    this.http = new TicketHttp(sender, `${settings.baseUrl}${API}`, headers);
    this.history = new RtHistory(this.http);
  }

  /** RT tells no token whose it is: `target.user` does. Without it only that the token is taken is known. */
  override async whoAmI(): Promise<TicketUser> {
    const { user } = this.settings.target;
    await this.http.json({ method: 'GET', path: '/rt' });
    return user === undefined ? { id: '', login: null, email: null } : await this.history.user(user);
  }

  override async create({ mark, title, text, fields }: TicketDraft): Promise<TicketRef> {
    const body = {
      ...split(fields),
      Queue: this.settings.target['queue'] ?? 'General',
      Subject: title.slice(0, 200),
      Content: `${text.trimEnd()}\n\n${markLine(mark)}`,
      ContentType: 'text/plain',
      RefersTo: link(mark),
    };
    const made = new Shape(await this.http.json({ method: 'POST', path: '/ticket', body }));
    return this.ref(made.at('id').text);
  }

  override async findByMark(mark: string): Promise<TicketRef | null> {
    const query = { query: `RefersTo = '${link(mark)}'`, orderby: 'id', per_page: '10' };
    const found = new Shape(await this.http.json({ method: 'GET', path: '/tickets', query })).at(
      'items',
    ).list;
    return found[0] ? this.ref(found[0].at('id').text) : null;
  }

  override async locate(text: string): Promise<TicketRef | null> {
    const { baseUrl } = this.settings;
    const inUrl =
      URL.canParse(text) && text.startsWith(`${baseUrl}/`) ? new URL(text).searchParams.get('id') : null;
    const id = numberIn(inUrl ?? text);
    return id !== null && (await this.ticket(id)) ? this.ref(id) : null;
  }

  override async read(externalId: string): Promise<TicketSnapshot | null> {
    const ticket = await this.ticket(externalId);
    if (!ticket) return null;
    const status = ticket.at('Status').text;
    return {
      ...this.ref(externalId),
      status,
      isClosed: CLOSED.has(status),
      updatedAt: ticket.at('LastUpdated').time,
      statusChange: await this.history.statusChange(externalId),
    };
  }

  override async update(
    externalId: string,
    { title, fields = {} }: { title?: string; fields?: Readonly<Record<string, string>> },
  ): Promise<void> {
    await this.put(externalId, {
      ...split(fields),
      ...(title === undefined ? {} : { Subject: title.slice(0, 200) }),
    });
  }

  override async comment(
    externalId: string,
    { mark, text }: TicketComment,
    isRepeated: boolean,
  ): Promise<void> {
    // The history shows a comment's subject but not its text.
    if (
      isRepeated &&
      (await this.history.some(externalId, (entry) => bears(entry.at('Data').textOrNull, mark)))
    )
      return;
    const path = `/ticket/${encodeURIComponent(externalId)}/comment`;
    const body = { Subject: markLine(mark), Content: text, ContentType: 'text/plain' };
    await this.http.json({ method: 'POST', path, body });
  }

  override async setState(externalId: string, state: WritableState): Promise<void> {
    const wanted = this.settings.statusFor[state] ?? WRITTEN[state];
    // The ticket alone: a request is a second's work to RT, which checks the token's hash each time.
    const before = (await this.ticket(externalId))?.at('Status').text;
    if (before === undefined) throw new TicketingFailed('not_found', `ticket ${externalId} is gone`);
    if (before === wanted || CLOSED.has(before) === (state === 'done')) return;
    const said = await this.put(externalId, { Status: wanted });
    // RT answers 200 to what it did not do, in words.
    const after = (await this.ticket(externalId))?.at('Status').text;
    if (after !== wanted)
      throw new TicketingFailed('rejected', `RT did not put ticket ${externalId} into ${wanted}: ${said}`);
  }

  /** As links of the ticket: the mark, and the item's page. */
  override async showItem(externalId: string, item: ShownItem): Promise<void> {
    await this.put(externalId, { AddRefersTo: linksOf(item) });
  }

  override async hideItem(externalId: string, item: Pick<ShownItem, 'mark' | 'url'>): Promise<void> {
    await this.put(externalId, { DeleteRefersTo: linksOf(item) });
  }

  /**
   * RT reads the time in a query in the time zone of the token's user, whichever that is: it is asked for a day more, the
   * newest first, and left at the first that is older than what was asked for.
   */
  override async changesSince(since: string): Promise<TicketChanges> {
    const tickets: { externalId: string; updatedAt: string }[] = [];
    const from = new Date(Date.parse(since) - WIDEST_ZONE_MS).toISOString().slice(0, 19).replace('T', ' ');
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const query = {
        query: `LastUpdated >= '${from}'`,
        fields: 'LastUpdated',
        orderby: 'LastUpdated',
        order: 'DESC',
        per_page: `${PAGE}`,
        page: `${page}`,
      };
      const { list } = new Shape(await this.http.json({ method: 'GET', path: '/tickets', query })).at(
        'items',
      );
      const all = list.map((one) => ({
        externalId: one.at('id').text,
        updatedAt: one.at('LastUpdated').time,
      }));
      const changed = all.filter(({ updatedAt }) => Date.parse(updatedAt) >= Date.parse(since));
      tickets.push(...changed);
      if (changed.length < PAGE) break;
    }
    return { tickets: tickets.toReversed(), cursor: tickets[0]?.updatedAt ?? null };
  }

  /** As the scrip of our guide signs it: HMAC-SHA-256 over `<timestamp>.<body>`. */
  override async receive(call: InboundCall): Promise<Inbound> {
    const { headers, body, now } = call;
    const timestamp = headers['x-clearance-timestamp'];
    refuseStale(timestamp, now);
    const hex = headers['x-clearance-signature']?.replace(/^sha256=/, '') ?? '';
    const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
    if (!isSigned(this.settings.inboundSecrets, signed, hex)) throw unverified('the signature is not ours');
    const said = new Shape(jsonBody(call));
    return await Promise.resolve({
      deliveryId: headers['x-clearance-delivery'] ?? null,
      tickets: [{ externalId: said.at('ticket').text, snapshot: null }],
    });
  }

  private async ticket(id: string): Promise<Shape | null> {
    const found = await this.http.jsonOrNull({ method: 'GET', path: `/ticket/${encodeURIComponent(id)}` });
    return found === null ? null : new Shape(found);
  }

  private async put(id: string, body: Record<string, unknown>): Promise<string> {
    return JSON.stringify(
      await this.http.json({ method: 'PUT', path: `/ticket/${encodeURIComponent(id)}`, body }),
    );
  }

  private ref(id: string): TicketRef {
    return { externalId: id, key: `#${id}`, url: `${this.settings.baseUrl}/Ticket/Display.html?id=${id}` };
  }
}

function link(mark: string): string {
  return `urn:clearance:${mark}`;
}

function linksOf({ mark, url }: Pick<ShownItem, 'mark' | 'url'>): string[] {
  return url === null ? [link(mark)] : [link(mark), url];
}

/** `CF.Name` is the custom field of that name; everything else is a member of the ticket. */
function split(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const custom = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith('CF.') ? [[name.slice(3), value] as const] : [],
  );
  const plain = Object.entries(fields).filter(([name]) => !name.startsWith('CF.'));
  return {
    ...Object.fromEntries(plain),
    ...(custom.length === 0 ? {} : { CustomFields: Object.fromEntries(custom) }),
  };
}
