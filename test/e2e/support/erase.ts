import type { TestApp } from '../../support/test-app.js';

type Agent = TestApp['admin'];

/** Erases the private parts of events as two people may; gives the position of the erasure's event. */
export async function erase(t: TestApp, positions: readonly number[]): Promise<number> {
  const [asking, approving] = [await person(t), await person(t)];
  const asked = await asking.post('/v1/erasures').send({ positions, reason: 'asked for' }).expect(201);
  const { id } = asked.body.resource;
  return (await approving.post(`/v1/erasures/${id}/approve`).expect(200)).body.position;
}

/** Somebody with every right. */
async function person(t: TestApp): Promise<Agent> {
  const member = await t.admin
    .post('/v1/members')
    .send({ name: 'Eva', roles: ['admin'] })
    .expect(201);
  const issued = await t.admin.post(`/v1/members/${member.body.resource.id}/keys`).send({}).expect(201);
  return t.as(issued.body.resource.key);
}
