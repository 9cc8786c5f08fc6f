import { expect } from 'vitest';
import { referenceReadiness } from '../../reference/reference-model.js';
import type { LogEvent } from '../../reference/replay.js';
import { createTestApp, type TestApp } from '../../support/test-app.js';

type Agent = TestApp['admin'];

/** A person or a script that plays a part, with a key of its own. */
export interface Player {
  readonly id: string;
  readonly http: Agent;
}

export const PEOPLE = ['ana', 'ben', 'cleo', 'dan', 'eve'] as const;
export type Name = (typeof PEOPLE)[number] | 'script';

export interface Stage extends TestApp {
  readonly players: Readonly<Record<Name, Player>>;
}

/** The application with five members and a script that Ana answers for; `env` is set beside what tests need. */
export async function createStage(env: NodeJS.ProcessEnv = {}): Promise<Stage> {
  const t = await createTestApp(undefined, env);
  const player = async (kind: string, body: object): Promise<Player> => {
    const { resource } = (await t.admin.post(`/v1/${kind}`).send(body).expect(201)).body;
    const { key } = (await t.admin.post(`/v1/${kind}/${resource.id}/keys`).send({}).expect(201)).body
      .resource;
    return { id: resource.id, http: t.as(key) };
  };
  const players: Partial<Record<Name, Player>> = {};
  for (const name of PEOPLE)
    players[name] = await player('members', {
      name,
      roles: ['manager', 'contributor', 'approver'],
    });
  const responsible = players.ana?.id ?? '';
  players.script = await player('service-accounts', { name: 'pipeline', responsible, roles: ['script'] });
  return { ...t, players: players as Stage['players'] };
}

/** Everything in the log, as the reference model takes it. */
export async function logOf(t: TestApp): Promise<LogEvent[]> {
  const { text } = await t.admin
    .get('/v1/events?order=asc')
    .set('accept', 'application/x-ndjson')
    .buffer(true)
    .expect(200);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { position, type, created_at, project_id, aggregate, payload } = JSON.parse(line);
      return { position, type, createdAt: created_at, project: project_id, stream: aggregate, payload };
    });
}

/** What the service answers, in the form of the reference model. */
export async function answered(t: TestApp, project: string, query: string): Promise<object> {
  const { body } = await t.admin.get(`/v1/projects/${project}/readiness?${query}`).expect(200);
  const { verdict, score, counts, reasons } = body;
  const lines = reasons.map(
    (reason: Record<'code' | 'checklist' | 'item' | 'role', string | null>) =>
      `${reason.code} ${reason.checklist ?? '-'} ${reason.item ?? '-'} ${reason.role ?? '-'}`,
  );
  return { verdict, score, counts, reasons: lines.sort(), position: body.position, as_of: body.as_of };
}

/** The service and the slow model say the same: after the event at `position`, at a time. */
export async function expectSame(
  t: TestApp,
  project: { readonly key: string; readonly id: string },
  at: { readonly position: number; readonly now: string },
  log?: readonly LogEvent[],
): Promise<void> {
  const events = log ?? (await logOf(t));
  const { statuses: _, ...expected } = referenceReadiness(events, project.id, 'go-live', at.position, at.now);
  const query = `gate=go-live&at_position=${at.position}&as_of=${at.now}`;
  expect(await answered(t, project.key, query)).toEqual({
    ...expected,
    position: at.position,
    as_of: at.now,
  });
}
