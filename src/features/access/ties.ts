import { Injectable } from '@nestjs/common';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { sqlFile } from '../../database/sql-file.js';
import type { CommandMeta } from '../../eventstore/command-runner.js';
import { readFailure } from '../../eventstore/read-failure.js';
import type { By } from './person.rules.js';

const TIES = sqlFile(import.meta.url, './sql/ties.sql');

/**
 * Knows who may hold another's credential, having given it: an admin who issues a key to a member, or links a login of
 * their own to one, is no second person beside that member (docs/adr/0028-who-gave-the-credential.md).
 */
@Injectable()
export class Ties {
  constructor(private readonly database: Database) {}

  /** The caller with everybody that it is tied to, for who is to be a second person. Throws StoreUnavailable. */
  async of({ tenant, context }: CommandMeta, by: By): Promise<By> {
    if (by.kind !== 'human' || by.person === null) return by;
    const asked = [tenant, by.person, context.credentialId ?? ''];
    try {
      const rows = await inTenant(this.database.read, tenant, 'read', (sql) =>
        sql.unsafe<{ person: string }[]>(TIES, asked, { prepare: true }),
      );
      return rows.length === 0 ? by : { ...by, tied: new Set(rows.map(({ person }) => person)) };
    } catch (error) {
      throw readFailure(error);
    }
  }
}
