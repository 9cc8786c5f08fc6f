import type { Actor, ActorKind } from '../../../eventstore/event.js';
import { profileOf } from '../actor-names.js';
import type { AccountKind, Identity } from '../account.js';
import { type Grant, type Role, tenantRoles } from '../roles.rules.js';

/** A member or service account as the API shows it; name and e-mail are null where they were erased. */
export interface AccountView {
  id: string;
  kind: AccountKind;
  name: string | null;
  email: string | null;
  /** In the whole tenant. */
  roles: Role[];
  /** In single projects, by their ids. */
  project_roles: { project: string; role: Role }[];
  /** Who it is to a provider; null where none is known. */
  identity: Identity | null;
  /** Id of the member who answers for a service account. */
  responsible: string | null;
  created_at: string;
  created_by: Actor;
  /** Position of its addition: what pages go by. */
  position: number;
  sequence: number;
}

export interface AccountRow {
  readonly account: string;
  readonly kind: AccountKind;
  readonly responsible: string | null;
  readonly grants: string;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly created_by_kind: ActorKind;
  readonly position: number;
  readonly sequence: number;
  readonly profile: string | null;
}

export function accountView(row: AccountRow): AccountView {
  const { name, email } = profileOf(row.profile);
  const { issuer, subject } = row;
  const grants = JSON.parse(row.grants) as Grant[];
  return {
    id: row.account,
    kind: row.kind,
    name,
    email,
    roles: tenantRoles(grants),
    project_roles: grants.flatMap(({ role, project }) => (project === null ? [] : [{ project, role }])),
    identity: issuer === null || subject === null ? null : { issuer, subject },
    responsible: row.responsible,
    created_at: row.created_at,
    created_by: { id: row.created_by, kind: row.created_by_kind },
    position: row.position,
    sequence: row.sequence,
  };
}

/** A key as the API shows it: all but its secret. */
export interface KeyView {
  id: string;
  label: string | null;
  issued_at: string;
  issued_by: Actor;
  expires_at: string | null;
  /** All that it may do of what its account may; null for everything. */
  scopes: string[] | null;
  revoked_at: string | null;
  /** When it was last taken, to the minute; null: never. */
  last_used_at: string | null;
  /** Position of its issue: what pages go by. */
  position: number;
}

export interface KeyRow {
  readonly key_id: string;
  readonly label: string | null;
  readonly expires_at: string | null;
  readonly scopes: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
  readonly issued_at: string;
  readonly issued_by: string;
  readonly issued_by_kind: ActorKind;
  readonly position: number;
}

export function keyView(row: KeyRow): KeyView {
  return {
    id: row.key_id,
    label: row.label,
    issued_at: row.issued_at,
    issued_by: { id: row.issued_by, kind: row.issued_by_kind },
    expires_at: row.expires_at,
    scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as string[]),
    revoked_at: row.revoked_at,
    last_used_at: row.last_used_at,
    position: row.position,
  };
}
