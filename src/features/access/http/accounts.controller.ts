import {
  Body,
  Delete,
  Get,
  HttpCode,
  Injectable,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { SELF } from '../../../http/scopes.js';
import { writeAnswer } from '../../../http/write-answer.js';
import type { AccountAdded } from '../commands/add-member.js';
import { ChangeRole } from '../commands/change-role.js';
import { IssueKey } from '../commands/issue-key.js';
import { RevokeKey } from '../commands/revoke-key.js';
import type { AccountView, KeyView } from '../queries/account-view.js';
import { scopesOf } from '../roles.rules.js';
import { GetAccount } from '../queries/get-account.js';
import { GetKey } from '../queries/get-key.js';
import { ListAccounts } from '../queries/list-accounts.js';
import { ListKeys } from '../queries/list-keys.js';
import {
  AccountBody,
  AccountPage,
  AccountWriteAnswer,
  GrantRoleBody,
  IssueKeyBody,
  KeyBody,
  KeyIssueAnswer,
  KeyPage,
  KeyWriteAnswer,
  RevokeRoleQuery,
  RolePath,
} from './access.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { ACCOUNT_COLUMNS, KEY_COLUMNS } from './account-columns.js';

const REPEATED = 'the key was shown in the first answer; revoke it and issue another one where that was lost';

/** The routes that members and service accounts have in common. Decorated, so that the constructor's types are known. */
@Injectable()
export abstract class AccountsController {
  protected abstract readonly kind: AccountView['kind'];
  /** Where the routes are, with a slash in front. */
  protected abstract readonly path: string;

  constructor(
    protected readonly commands: CommandBus,
    protected readonly queries: QueryBus,
  ) {}

  @Get()
  @Needs('access:read')
  @ApiOperation({ summary: 'List them, in the order they were added' })
  @ApiOkResponse({ type: AccountPage })
  async list(
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<AccountPage | StreamableFile> {
    const cursor = this.cursor('accounts');
    return await list.of(query, ACCOUNT_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const { value, position } = await this.queries.execute(
        new ListAccounts(principal.tenant, this.kind, after, limit + 1, query.consistency ?? 'current'),
      );
      return { position, ...keysetPage(value, limit, (account) => cursor.write([account.position])) };
    });
  }

  @Get(':id')
  @Needs('access:read')
  @ApiOperation({ summary: 'Read one' })
  async get(
    @Param('id') id: string,
    @Query() query: ReadQuery,
    @Context() { principal }: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetAccount(principal.tenant, this.kind, id, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  @FirstAnswer()
  @Post(':id/roles')
  @Needs('access:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Grant a role' })
  async grantRole(
    @Param('id') id: string,
    @Body() body: GrantRoleBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const target = { kind: this.kind, id, ifMatch };
    const change = { action: 'grant', role: body.role, project: body.project ?? null } as const;
    const command = new ChangeRole(commandMeta(context, key), target, change, context.principal);
    const done = await this.commands.execute(command);
    return await this.accountAnswer({ ...done, id }, context, answer);
  }

  @FirstAnswer()
  @Delete(':id/roles/:role')
  @Needs('access:write')
  @ApiOperation({
    summary: 'Take a role away',
    description: 'From the next request on. Nobody takes `owner` from themselves.',
  })
  async revokeRole(
    @Param() { id, role }: RolePath,
    @Query() query: RevokeRoleQuery,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const target = { kind: this.kind, id, ifMatch };
    const change = { action: 'revoke', role, project: query.project ?? null } as const;
    const command = new ChangeRole(commandMeta(context, key), target, change, context.principal);
    const done = await this.commands.execute(command);
    return await this.accountAnswer({ ...done, id }, context, answer);
  }

  @Get(':id/keys')
  @Needs('access:read')
  @ApiOperation({ summary: 'List its keys, revoked ones too, in the order they were issued' })
  @ApiOkResponse({ type: KeyPage })
  async listKeys(
    @Param('id') id: string,
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<KeyPage | StreamableFile> {
    const cursor = this.cursor('keys');
    const account = { kind: this.kind, id };
    return await list.of(query, KEY_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const { value, ...reflected } = await this.queries.execute(
        new ListKeys(principal.tenant, account, after, limit + 1, query.consistency ?? 'current'),
      );
      return { ...reflected, ...keysetPage(value, limit, (entry) => cursor.write([entry.position])) };
    });
  }

  @Get(':id/keys/:key')
  @Needs('access:read')
  @ApiOperation({ summary: 'Read a key, without its secret' })
  async getKey(
    @Param('id') id: string,
    @Param('key') keyId: string,
    @Query() query: ReadQuery,
    @Context() { principal }: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<KeyBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetKey(principal.tenant, { kind: this.kind, id }, keyId, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside);
    return value;
  }

  @Post(':id/keys')
  @Needs('access:write')
  @ApiOperation({
    summary: 'Issue a key',
    description:
      'The key is in this answer and nowhere else. An account has at most two that work, so that one can be exchanged without a gap.',
  })
  async issueKey(
    @Param('id') id: string,
    @Body() body: IssueKeyBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<KeyIssueAnswer> {
    const target = { kind: this.kind, id, ifMatch };
    const { label = null, expires_at: expiresAt = null, scopes = null } = body;
    const wanted = { label, expiresAt, scopes };
    const { appended, keyId, secret } = await this.commands.execute(
      new IssueKey(commandMeta(context, key), target, wanted, context.principal),
    );
    const issued = await this.key(id, keyId, context, answer);
    answer.location(`${this.path}/${id}/keys/${keyId}`);
    const note = secret === null ? REPEATED : await this.uselessScopes(id, scopes ?? [], context);
    return writeAnswer(appended, { ...issued, key: secret, note });
  }

  @FirstAnswer()
  @Delete(':id/keys/:key')
  @Needs('access:write')
  @ApiOperation({
    summary: 'Revoke a key',
    description: 'No request that comes after the answer is taken with it.',
  })
  async revokeKey(
    @Param('id') id: string,
    @Param('key') keyId: string,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<KeyWriteAnswer> {
    const target = { kind: this.kind, id, ifMatch };
    const { appended } = await this.commands.execute(new RevokeKey(commandMeta(context, key), target, keyId));
    return writeAnswer(appended, await this.key(id, keyId, context, answer));
  }

  protected async accountAnswer(
    { appended, id }: AccountAdded,
    { principal }: RequestContext,
    answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetAccount(principal.tenant, this.kind, id, consistency)),
    );
    answer.setAside(setAside).etag(value.sequence);
    return writeAnswer(appended, value);
  }

  private async key(
    id: string,
    keyId: string,
    { principal }: RequestContext,
    answer: AnswerHeaders,
  ): Promise<KeyView> {
    const account = { kind: this.kind, id };
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetKey(principal.tenant, account, keyId, consistency)),
    );
    answer.setAside(setAside);
    return value;
  }

  /** Says which scopes of a key its account does not have; null where it has all of them. */
  private async uselessScopes(
    id: string,
    scopes: readonly string[],
    { principal }: RequestContext,
  ): Promise<string | null> {
    if (scopes.length === 0) return null;
    const { value } = await this.queries.execute(new GetAccount(principal.tenant, this.kind, id, 'eventual'));
    const held = scopesOf([...value.roles, ...value.project_roles.map(({ role }) => role)]);
    const useless = scopes.filter((scope) => scope !== SELF && !held.has(scope));
    if (useless.length === 0) return null;
    const names = useless.map((scope) => `"${scope}"`).join(', ');
    return `the key can make no use of ${names} now: no role of its account has that; it can once the account is granted one`;
  }

  private cursor(list: string): CursorOf<['number']> {
    return new CursorOf(`${this.path}/${list}`, ['number']);
  }
}
