import type { TestApp } from '../support/test-app.js';

/** A member or service account that a test has added. */
export interface Account {
  readonly id: string;
  readonly path: string;
}

/** Adds an account as the admin. */
export async function add(t: TestApp, kind: 'members' | 'service-accounts', body: object): Promise<Account> {
  const answer = await t.admin.post(`/v1/${kind}`).send(body).expect(201);
  return { id: answer.body.resource.id, path: `/v1/${kind}/${answer.body.resource.id}` };
}

/** Issues a key as the admin; gives its id and its text. */
export async function issue(
  t: TestApp,
  account: Account,
  body: object = {},
): Promise<{ id: string; key: string }> {
  const answer = await t.admin.post(`${account.path}/keys`).send(body).expect(201);
  return answer.body.resource;
}
