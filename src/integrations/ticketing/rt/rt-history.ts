import type { TicketSnapshot, TicketUser } from '../connector.js';
import { TicketingFailed } from '../connector-errors.js';
import { Shape } from '../shape.js';
import type { TicketHttp } from '../ticket-http.js';

const PAGE = 100;
const MOST_PAGES = 50;

/** What happened to a ticket of RT, and who its users are. */
export class RtHistory {
  constructor(private readonly http: TicketHttp) {}

  /** The newest change of the status; null where it is as it was made. */
  async statusChange(ticket: string): Promise<TicketSnapshot['statusChange']> {
    const entry = await this.findLast(
      ticket,
      (one) => one.at('Field').textOrNull === 'Status' && one.at('Type').textOrNull !== 'Create',
    );
    if (!entry) return null;
    return { by: await this.user(entry.at('Creator').at('id').text), at: entry.at('Created').time };
  }

  async some(ticket: string, isMeant: (entry: Shape) => boolean): Promise<boolean> {
    return (await this.findLast(ticket, isMeant)) !== null;
  }

  /** A user by name; the address is known to tokens that may see it alone. */
  async user(name: string): Promise<TicketUser> {
    const path = `/user/${encodeURIComponent(name)}`;
    const found = await this.http.jsonOrNull({ method: 'GET', path }).catch((error: unknown) => {
      if (error instanceof TicketingFailed && error.code === 'unauthorized') return null;
      throw error;
    });
    return { id: name, login: name, email: new Shape(found).at('EmailAddress').textOrNull };
  }

  // The oldest stands first: what is newest is on the last page.
  private async findLast(ticket: string, isMeant: (entry: Shape) => boolean): Promise<Shape | null> {
    const first = await this.page(ticket, 1);
    const pages = Math.min(Number(first.at('pages').textOrNull ?? 1), MOST_PAGES);
    for (let page = pages; page >= 1; page -= 1) {
      const { list } = (page === 1 ? first : await this.page(ticket, page)).at('items');
      const found = list.findLast(isMeant);
      if (found) return found;
    }
    return null;
  }

  private async page(ticket: string, page: number): Promise<Shape> {
    const path = `/ticket/${encodeURIComponent(ticket)}/history`;
    const fields = 'Type,Field,NewValue,Created,Creator,Data';
    const query = { fields, per_page: `${PAGE}`, page: `${page}` };
    return new Shape(await this.http.json({ method: 'GET', path, query }));
  }
}
