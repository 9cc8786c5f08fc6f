import type { TransactionSql } from '../../../database/connection.js';
import { opaqueId } from '../../../eventstore/random.js';
import type { NewJob } from './job.js';

/** Keeps a job in the caller's transaction; nothing where it is kept already. Throws what the database throws. */
export async function insertJob(
  sql: TransactionSql,
  tenant: string,
  connection: string,
  job: NewJob,
): Promise<void> {
  const id = opaqueId('job');
  if (job.kind === 'observe') {
    const snapshot = job.snapshot && JSON.stringify(job.snapshot);
    await sql`INSERT INTO integrations.ticket_jobs (tenant, id, connection, direction, kind, subject, position, snapshot)
      VALUES (${tenant}, ${id}, ${connection}, 'in', 'observe', ${job.externalId}, 0, ${snapshot})
      ON CONFLICT DO NOTHING`;
    return;
  }
  const { project, checklist, item } = job.item;
  await sql`INSERT INTO integrations.ticket_jobs
      (tenant, id, connection, direction, kind, subject, project, checklist, item, position)
    VALUES (${tenant}, ${id}, ${connection}, 'out', ${job.kind}, ${job.ticket}, ${project}, ${checklist}, ${item},
      ${job.position})
    ON CONFLICT DO NOTHING`;
}
