import { inTenant, type Sql } from '../../database/connection.js';

/** The tenants there are, by name. */
export async function listTenants(pool: Sql): Promise<string[]> {
  const rows = await pool<{ tenant: string }[]>`SELECT tenants AS tenant FROM eventstore.tenants()`;
  return rows.map((row) => row.tenant);
}

/** The position that the tenant's next event gets. */
export async function nextPosition(pool: Sql, tenant: string): Promise<number> {
  const rows = await inTenant(
    pool,
    tenant,
    'read',
    (sql) => sql<{ next_position: number }[]>`
      SELECT next_position FROM eventstore.log_head WHERE tenant = ${tenant}`,
  );
  return rows[0]?.next_position ?? 0;
}
