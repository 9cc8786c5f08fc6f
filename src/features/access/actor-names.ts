import { Injectable } from '@nestjs/common';
import { textArray } from '../../database/array-literal.js';
import { inTenant, type TransactionSql } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { sqlFile } from '../../database/sql-file.js';
import { SYSTEM_ACTOR } from '../../eventstore/event.js';
import { readFailure } from '../../eventstore/read-failure.js';

const PROFILES = sqlFile(import.meta.url, './sql/profiles.sql');

/** An actor at a place in the log. */
export interface ActorRef {
  readonly actorId: string;
  readonly position: number;
  /** Where there is no name yet at the position: the first one that came after it. */
  readonly orFirst?: boolean;
}

interface ProfileRow {
  readonly account: string;
  readonly position: number;
  readonly body: string | null;
}

/** What actors were called when something happened: renaming somebody changes no past. */
@Injectable()
export class ActorNames {
  constructor(private readonly database: Database) {}

  /**
   * The name in the newest profile recorded at or before each position, in the order of `refs`; null where there is
   * none or it was erased. One round trip, whatever their number, in the caller's transaction where there is one.
   * Throws StoreUnavailable.
   */
  async namesAt(tenant: string, refs: readonly ActorRef[], sql?: TransactionSql): Promise<(string | null)[]> {
    const accounts = [...new Set(refs.map((ref) => ref.actorId))].filter((id) => id !== SYSTEM_ACTOR.id);
    const profiles = accounts.length === 0 ? [] : await this.profiles(tenant, accounts, sql);
    const byAccount = Map.groupBy(profiles, (profile) => profile.account);
    return refs.map(({ actorId, position, orFirst }) => {
      if (actorId === SYSTEM_ACTOR.id) return 'Clearance';
      const profiles = byAccount.get(actorId) ?? [];
      const newest = profiles.findLast((profile) => profile.position <= position);
      return profileOf((newest ?? (orFirst ? profiles[0] : undefined))?.body ?? null).name;
    });
  }

  /** What an account is called now; both null where it has no profile or it was erased. Throws StoreUnavailable. */
  async newestProfile(
    tenant: string,
    account: string,
  ): Promise<{ name: string | null; email: string | null }> {
    const profiles = await this.profiles(tenant, [account]);
    return profileOf(profiles.at(-1)?.body ?? null);
  }

  private async profiles(
    tenant: string,
    accounts: readonly string[],
    sql?: TransactionSql,
  ): Promise<ProfileRow[]> {
    const ask = (own: TransactionSql): Promise<ProfileRow[]> =>
      own.unsafe<ProfileRow[]>(PROFILES, [tenant, textArray(accounts)], { prepare: true });
    try {
      return sql ? await ask(sql) : await inTenant(this.database.read, tenant, 'read', ask);
    } catch (error) {
      throw readFailure(error);
    }
  }
}

/** The private part of a profile; both null where it was erased. */
export function profileOf(body: string | null): { name: string | null; email: string | null } {
  if (body === null) return { name: null, email: null };
  return JSON.parse(body) as { name: string; email: string | null };
}
