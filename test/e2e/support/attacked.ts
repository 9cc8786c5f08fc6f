import { expect } from 'vitest';
import type { Name, Stage } from './players.js';

/** A template's item as the API takes it. */
export type WrittenItem = { key: string; title?: string; items?: WrittenItem[] } & Record<string, unknown>;

export interface Asked {
  readonly status: number;
  readonly body: {
    code?: string;
    detail?: string;
    resource: Record<string, unknown> & { id: string; set_aside: { id: string } };
    weakened: { id: string; item_key: string; kinds: string[] }[];
  };
}

/** A project of its own for an attack: what is tried there is seen nowhere else. */
export class Attacked {
  private constructor(
    private readonly stage: Stage,
    readonly key: string,
    private readonly more: object,
  ) {}

  /** A project with a checklist of these items, in one section `a` or as `sections` says. */
  static async create(
    stage: Stage,
    key: string,
    items: readonly WrittenItem[],
    more: object = {},
  ): Promise<Attacked> {
    const project = new Attacked(stage, key, more);
    await stage.admin.post('/v1/templates').send(project.written(key, items)).expect(201);
    await stage.admin.post('/v1/projects').send({ key }).expect(201);
    await stage.admin.post(`${project.path}/checklists`).send({ template: key, key: 'go-live' }).expect(201);
    return project;
  }

  get path(): string {
    return `/v1/projects/${this.key}`;
  }

  async do(name: Name | 'admin', method: 'post' | 'put', path: string, body: object = {}): Promise<Asked> {
    const http = name === 'admin' ? this.stage.admin : this.stage.players[name].http;
    const { status, body: answer } = await http[method](`${this.path}${path}`).send(body);
    return { status, body: answer as Asked['body'] };
  }

  /** What somebody does to an item. */
  async on(
    name: Name | 'admin',
    item: string,
    action: string,
    body: object = { reason: 'so' },
  ): Promise<Asked> {
    return await this.do(name, 'post', `/checklists/go-live/items/${item}/${action}`, body);
  }

  /** The next version of the template, and the checklist taken over to it. */
  async upgrade(
    name: Name | 'admin',
    items: readonly WrittenItem[],
    more: object = this.more,
  ): Promise<Asked> {
    const http = name === 'admin' ? this.stage.admin : this.stage.players[name].http;
    await http
      .post(`/v1/templates/${this.key}/versions`)
      .send(this.written(undefined, items, more))
      .expect(201);
    return await this.do(name, 'post', '/checklists/go-live/upgrade');
  }

  /** `code item` of what stands against go-live. */
  async reasons(): Promise<string[]> {
    const { body } = await this.stage.admin.get(`${this.path}/readiness`).expect(200);
    return body.reasons.map(({ code, item }: { code: string; item: string }) => `${code} ${item}`);
  }

  /** Kinds of the refusals that an auditor finds, oldest first, and who was refused. */
  async refusals(): Promise<{ kind: string; actor: string }[]> {
    const { body } = await this.stage.admin
      .get(`/v1/events?type=refusal.recorded&project=${this.key}&order=asc`)
      .expect(200);
    return body.data.map((event: { payload: { kind: string }; actor: { id: string } }) => ({
      kind: event.payload.kind,
      actor: event.actor.id,
    }));
  }

  private written(key: string | undefined, items: readonly WrittenItem[], more = this.more): object {
    const titled = (list: readonly WrittenItem[]): object[] =>
      list.map(({ items: below, ...item }) => ({
        title: `Do ${item.key}`,
        ...item,
        ...(below ? { items: titled(below) } : {}),
      }));
    const sections = [{ key: 'a', title: 'A', items: titled(items) }];
    return { ...(key === undefined ? {} : { key }), title: 'Attacked', sections, ...more };
  }
}

/** The attempt is refused for four eyes (or as `kind` says), and an auditor sees it with who tried. */
export async function expectRefused(
  project: Attacked,
  attempt: () => Promise<Asked>,
  kind = 'four_eyes',
): Promise<void> {
  const before = (await project.refusals()).length;
  const { status, body } = await attempt();
  expect([status, body.code]).toEqual([403, 'not_allowed']);
  const after = await project.refusals();
  expect(after).toHaveLength(before + 1);
  expect(after.at(-1)?.kind).toBe(kind);
}
