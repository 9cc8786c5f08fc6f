import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  isIn,
  IsString,
  MaxLength,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { eachOf } from '../../../http/member-errors.js';
import { IsTimestamp, Line, Omittable } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { SCOPE_NAMES, type Scope } from '../../../http/scopes.js';
import { type Role, ROLES } from '../roles.rules.js';

const MAX_EMAIL = 254;
const EACH_ROLE = eachOf((role) => isIn(role, ROLES), `must be one of ${ROLES.join(', ')}`);
const EACH_SCOPE = eachOf(
  (scope) => isIn(scope, SCOPE_NAMES),
  'must be the name of a scope (docs/access.md)',
);

export class AddMemberBody {
  /** Shown in histories; can be erased. @example 'Ana Ruiz' */
  @Line({ max: 200 })
  name!: string;

  /** @example 'ana@example.org' */
  @Omittable()
  @IsEmail({}, { message: 'must be an e-mail address' })
  @MaxLength(MAX_EMAIL)
  @ApiProperty({ format: 'email' })
  email?: string;

  /** Left out: `contributor` and `approver`. Empty: none, until some are granted, in single projects perhaps. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, EACH_ROLE)
  @ApiProperty({ enum: ROLES, isArray: true, example: ['contributor'] })
  roles?: Role[];
}

export class AddServiceAccountBody {
  /** @example 'deploy pipeline' */
  @Line({ max: 200 })
  name!: string;

  /** Id of the member who answers for what it does. @example 'mem_7fq20c9x4m1r8b6v5k3j' */
  @Omittable()
  @Line({ max: 128 })
  responsible?: string;

  /** Left out: `script`. Empty: none, until some are granted, in single projects perhaps. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, EACH_ROLE)
  @ApiProperty({ enum: ROLES, isArray: true, example: ['script'] })
  roles?: Role[];
}

export class GrantRoleBody {
  @IsIn(ROLES)
  @ApiProperty({ enum: ROLES, example: 'auditor' })
  role!: Role;

  /** Key or id of the one project it is for. Left out: the whole tenant. @example 'payments-api' */
  @Omittable()
  @Line({ max: 200 })
  project?: string;
}

export class RolePath {
  @IsString()
  id!: string;

  @IsIn(ROLES)
  @ApiProperty({ enum: ROLES, example: 'auditor' })
  role!: Role;
}

export class RevokeRoleQuery {
  /** Key or id of the project it was granted in. Left out: in the whole tenant. @example 'payments-api' */
  @Omittable()
  @Line({ max: 200 })
  project?: string;
}

export class IssueKeyBody {
  /** What it is for; part of the log for good, so no names. @example 'CI of payments-api' */
  @Omittable()
  @Line({ max: 100 })
  label?: string;

  /** Left out: it does not run out. */
  @Omittable()
  @IsTimestamp()
  expires_at?: string;

  /** All that it may do of what its account may. Left out: everything. */
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPE_NAMES.length)
  @ArrayUnique()
  @IsIn(SCOPE_NAMES, EACH_SCOPE)
  @ApiProperty({ enum: SCOPE_NAMES, isArray: true, example: ['projects:read', 'items:write'] })
  scopes?: Scope[];
}

/** Who did something. */
export class AccessActor {
  /** @example 'svc_admin' */
  id!: string;
  /** @example 'service' */
  kind!: string;
}

/** A role in one project. */
export class ProjectRole {
  /** Id of the project. @example 'prj_4k2m9x0qv7ch1r8b6v5k' */
  project!: string;
  /** @example 'manager' */
  role!: string;
}

/** Who somebody is to a provider of access tokens. */
export class IdentityBody {
  /** `iss` of its tokens, letter by letter. @example 'https://login.example.org' */
  @Line({ max: 500 })
  issuer!: string;

  /** `sub` of its tokens, letter by letter; part of the log for good. @example 'ana-17' */
  @Line({ max: 255 })
  subject!: string;
}

/** A member (`human`) or a service account (`service`). */
export class AccountBody {
  /** The id of the actor in every event of it. @example 'mem_7fq20c9x4m1r8b6v5k3j' */
  id!: string;
  /** @example 'human' */
  kind!: string;
  /** Null where it was erased. @example 'Ana Ruiz' */
  name!: string | null;
  /** @example 'ana@example.org' */
  email!: string | null;
  /** In the whole tenant. @example ['contributor'] */
  roles!: string[];
  /** In single projects. */
  project_roles!: ProjectRole[];
  /** Null where none is known. */
  identity!: IdentityBody | null;
  /** Of a service account: id of the member who answers for it. @example null */
  responsible!: string | null;
  /** @example '2025-03-03T10:00:00.000000Z' */
  created_at!: string;
  created_by!: AccessActor;
  /** Position of its addition. @example 7 */
  position!: number;
  /** Number of its newest event; the ETag. @example 3 */
  sequence!: number;
}

export class AccountWriteAnswer extends WriteAnswerBase {
  resource!: AccountBody;
}

export class AccountPage {
  data!: AccountBody[];
  next_cursor!: string | null;
}

/** An API key without its secret. */
export class KeyBody {
  /** The credential's id in events. @example 'default-4k2m9x0qv7ch' */
  id!: string;
  /** @example 'CI of payments-api' */
  label!: string | null;
  /** @example '2025-03-03T10:00:00.000000Z' */
  issued_at!: string;
  issued_by!: AccessActor;
  /** @example '2026-03-03T10:00:00.000000Z' */
  expires_at!: string | null;
  /** All that it may do of what its account may; null for everything. @example ['items:write'] */
  scopes!: string[] | null;
  /** @example null */
  revoked_at!: string | null;
  /** When it was last taken, to the minute, and known within a minute or two; null: never. @example '2025-03-04T08:15:00.000000Z' */
  last_used_at!: string | null;
  /** Position of its issue. @example 9 */
  position!: number;
}

/** A key that was just issued. */
export class IssuedKeyBody extends KeyBody {
  /** The key, shown this once: `clr_…`. Null on a repeat of the request. */
  key!: string | null;
  /** Says why `key` is null, or which of its scopes are of no use now, since no role of the account has them. */
  note!: string | null;
}

export class KeyWriteAnswer extends WriteAnswerBase {
  resource!: KeyBody;
}

export class KeyIssueAnswer extends WriteAnswerBase {
  resource!: IssuedKeyBody;
}

export class KeyPage {
  data!: KeyBody[];
  next_cursor!: string | null;
}

/** What a credential may do in one project. */
export class ScopesInProject {
  /** Id of the project. @example 'prj_4k2m9x0qv7ch1r8b6v5k' */
  project!: string;
  /** @example ['projects:read', 'items:write'] */
  scopes!: string[];
}

/** Who a credential makes the caller. */
export class MeBody {
  /** @example 'mem_7fq20c9x4m1r8b6v5k3j' */
  id!: string;
  /** @example 'human' */
  kind!: string;
  /** @example 'Ana Ruiz' */
  name!: string | null;
  /** @example ['contributor'] */
  roles!: string[];
  /** What this credential may do in the whole tenant. @example ['projects:read', 'items:write'] */
  scopes!: string[];
  /** What it may do in single projects. */
  projects!: ScopesInProject[];
  /** @example 'default' */
  tenant!: string;
  /** @example 'default-4k2m9x0qv7ch' */
  credential_id!: string;
  /** `api_key` or `oidc`. @example 'api_key' */
  auth_method!: string;
}
