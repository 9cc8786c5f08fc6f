import type { TicketUser, WritableState } from '../connector.js';
import { TicketingFailed } from '../connector-errors.js';
import { Shape } from '../shape.js';
import type { TicketHttp } from '../ticket-http.js';

const KEPT_MS = 300_000;

interface Status {
  readonly id: string;
  readonly name: string;
  readonly isClosed: boolean;
}

interface Kept {
  readonly at: number;
  readonly value: Promise<unknown>;
}

/** Names and ids that Redmine's issues refer to, kept for five minutes. */
export class RedmineLists {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly http: TicketHttp) {}

  /** The id of a tracker or priority by its name, any case. Throws TicketingFailed where there is none. */
  async idOf(list: 'trackers' | 'enumerations/issue_priorities', name: string): Promise<string> {
    const member = list === 'trackers' ? list : 'issue_priorities';
    const entries = new Shape(await this.get(`/${list}.json`)).at(member).list;
    const found = entries.find((one) => one.at('name').text.toLowerCase() === name.toLowerCase());
    if (!found) throw new TicketingFailed('rejected', `Redmine has no ${member} "${name}"`);
    return found.at('id').text;
  }

  /** An issue's status: what it says of itself, else (before Redmine 5) what the list says. */
  async statusOf(status: Shape): Promise<Status> {
    const [id, name] = [status.at('id').text, status.at('name').text];
    if (status.at('is_closed').isThere) return { id, name, isClosed: status.at('is_closed').isTrue };
    const known = (await this.statuses()).find((one) => one.id === id);
    return { id, name, isClosed: known?.isClosed ?? false };
  }

  /** The status to put an issue into: the one named, else the first that is closed or open. */
  async statusFor(state: WritableState, name: string | undefined): Promise<Status> {
    const found = (await this.statuses()).find((one) =>
      name === undefined
        ? one.isClosed === (state === 'done')
        : one.name.toLowerCase() === name.toLowerCase(),
    );
    if (!found) throw new TicketingFailed('rejected', `Redmine has no status "${name ?? state}"`);
    return found;
  }

  /** A user; login and address are known to accounts that may see them alone. */
  async user(id: string): Promise<TicketUser> {
    const found = await this.get(`/users/${id}.json`).catch((error: unknown) => {
      if (error instanceof TicketingFailed && (error.code === 'unauthorized' || error.code === 'not_found'))
        return null;
      throw error;
    });
    const user = new Shape(found).at('user');
    return { id, login: user.at('login').textOrNull, email: user.at('mail').textOrNull };
  }

  private async statuses(): Promise<Status[]> {
    return new Shape(await this.get('/issue_statuses.json')).at('issue_statuses').list.map((one) => ({
      id: one.at('id').text,
      name: one.at('name').text,
      isClosed: one.at('is_closed').isTrue,
    }));
  }

  private async get(path: string): Promise<unknown> {
    const kept = this.kept.get(path);
    if (kept && Date.now() - kept.at < KEPT_MS) return await kept.value;
    const value = this.http.json({ method: 'GET', path });
    this.kept.set(path, { at: Date.now(), value });
    value.catch(() => this.kept.delete(path));
    return await value;
  }
}
