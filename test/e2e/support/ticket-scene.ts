import { type FakeHandle, FakeSystem, type FakeTicket } from '../../contract/ticketing/fake-server.js';
import { Attacked, type WrittenItem } from './attacked.js';
import { createStage, type Stage } from './players.js';
import { until } from '../../support/until.js';

export interface TicketShown {
  readonly id: string;
  readonly key: string | null;
  readonly state: string;
  readonly status: string | null;
  readonly rule: string | null;
  readonly effect: string | null;
}

export interface ItemShown {
  readonly status: string;
  readonly checked_by: { readonly id: string; readonly kind: string } | null;
  readonly tickets: readonly TicketShown[];
}

/** The application, with ticket systems that are not real. */
export class TicketScene {
  private readonly systems: FakeSystem[] = [];

  private constructor(readonly stage: Stage) {}

  static async create(env: NodeJS.ProcessEnv = {}): Promise<TicketScene> {
    return new TicketScene(await createStage({ CLEARANCE_OUTBOUND_ALLOW: '127.0.0.1', ...env }));
  }

  async close(): Promise<void> {
    await this.stage.close();
    for (const system of this.systems) system.stop();
  }

  async system(handle: FakeHandle): Promise<FakeSystem> {
    const system = new FakeSystem();
    await system.start(handle);
    this.systems.push(system);
    return system;
  }

  async project(key: string, items: readonly WrittenItem[]): Promise<Attacked> {
    return await Attacked.create(this.stage, key, items);
  }

  /** Adds a connection; gives it as the API shows it. */
  async connect(body: object): Promise<{ readonly id: string; readonly inbound_path: string }> {
    const settings = { secret: 'the secret', poll_seconds: 86_400, ...body };
    return (await this.stage.admin.post('/v1/ticketing/connections').send(settings).expect(201)).body
      .resource;
  }

  async change(connection: string, body: object): Promise<void> {
    await this.stage.admin.patch(`/v1/ticketing/connections/${connection}`).send(body).expect(200);
  }

  async item({ path }: Attacked, key: string): Promise<ItemShown> {
    return (await this.stage.admin.get(`${path}/checklists/go-live/items/${key}`).expect(200)).body;
  }

  /** The item once its first ticket is there, and that ticket over there. */
  async ticket(own: Attacked, key: string, system: FakeSystem): Promise<FakeTicket> {
    const shown = await until(async () => {
      const [ticket] = (await this.item(own, key)).tickets;
      if (!ticket || ticket.key === null) throw new Error(`${key} has no ticket yet`);
      return ticket.key;
    });
    const there = system.find(/\d+$/.exec(shown)?.[0]);
    if (!there) throw new Error(`${shown} is not there`);
    return there;
  }

  async failures(connection: string): Promise<{ code: string; error: string }[]> {
    return (await this.stage.admin.get(`/v1/ticketing/connections/${connection}/failures`).expect(200)).body
      .data;
  }

  /** Types of a project's events about tickets, oldest first, with whether they are our own echo. */
  async events(project: string, type: string): Promise<{ payload: Record<string, unknown> }[]> {
    const query = `project=${project}&type=${type}&order=asc`;
    return (await this.stage.admin.get(`/v1/events?${query}`).expect(200)).body.data;
  }

  /** Jobs that are kept for a connection. */
  async jobs(connection: string): Promise<number> {
    const rows = await this.stage.db.admin<{ n: number }[]>`
      SELECT count(*)::integer AS n FROM integrations.ticket_jobs WHERE connection = ${connection}`;
    return rows[0]?.n ?? 0;
  }

  /** Nothing is left to do for a connection. */
  async quiet(connection: string): Promise<void> {
    await until(async () => {
      const left = await this.jobs(connection);
      if (left > 0) throw new Error(`there are ${left} jobs left`);
    });
  }
}
