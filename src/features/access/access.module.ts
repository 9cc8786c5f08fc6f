import { Module } from '@nestjs/common';
import type { Config } from '../../config.js';
import { CONFIG } from '../../core.tokens.js';
import { Authenticator, DenialRecorder, ProjectIds } from '../../http/principal.js';
import { ProjectionReader } from '../../eventstore/projections/projection-reader.js';
import { AccessTokens } from './oidc/access-token.js';
import { Identities } from './oidc/identities.js';
import { TokenAuthenticator } from './oidc/token-authenticator.js';
import { BearerAuthenticator } from './bearer-authenticator.js';
import { AccessProjector, accessProjectorProvider } from './access-projector.js';
import { ActorNames } from './actor-names.js';
import { KeyAuthenticator } from './authenticator.js';
import { AccessBootstrap } from './bootstrap.js';
import { AddMemberHandler } from './commands/add-member.js';
import { AddServiceAccountHandler } from './commands/add-service-account.js';
import { ChangeRoleHandler } from './commands/change-role.js';
import { IssueKeyHandler } from './commands/issue-key.js';
import { LinkIdentityHandler } from './commands/link-identity.js';
import { RevokeKeyHandler } from './commands/revoke-key.js';
import { KeyUses } from './key-uses.js';
import { KnownProjects } from './known-projects.js';
import { MeController } from './http/me.controller.js';
import { MembersController } from './http/members.controller.js';
import { ServiceAccountsController } from './http/service-accounts.controller.js';
import { Pepper, readPepper } from './pepper.js';
import { GetAccountHandler } from './queries/get-account.js';
import { GetKeyHandler } from './queries/get-key.js';
import { ListAccountsHandler } from './queries/list-accounts.js';
import { ListKeysHandler } from './queries/list-keys.js';
import { WhoAmIHandler } from './queries/who-am-i.js';
import { RefusalRecorder } from './refusal-recorder.js';
import { Ties } from './ties.js';

export { ActorNames } from './actor-names.js';
export { AccessBootstrap } from './bootstrap.js';
export { callerOf, personBehind } from './person.js';
export { Ties } from './ties.js';

/** Members and service accounts with keys of their own; the actor of a request comes from its credential alone. */
@Module({
  controllers: [MembersController, ServiceAccountsController, MeController],
  providers: [
    { provide: Pepper, useFactory: (config: Config) => readPepper(config), inject: [CONFIG] },
    {
      provide: AccessTokens,
      useFactory: (config: Config) => new AccessTokens(config.oidcIssuers),
      inject: [CONFIG],
    },
    {
      provide: KeyAuthenticator,
      useFactory: (pepper: Pepper, reader: ProjectionReader, projector: AccessProjector, config: Config) =>
        new KeyAuthenticator(
          pepper,
          reader,
          projector,
          new Set(config.oidcIssuers.map(({ tenant }) => tenant)),
        ),
      inject: [Pepper, ProjectionReader, AccessProjector, CONFIG],
    },
    Identities,
    TokenAuthenticator,
    KeyUses,
    { provide: Authenticator, useClass: BearerAuthenticator },
    { provide: DenialRecorder, useClass: RefusalRecorder },
    { provide: ProjectIds, useClass: KnownProjects },
    accessProjectorProvider,
    AccessBootstrap,
    ActorNames,
    Ties,
    AddMemberHandler,
    AddServiceAccountHandler,
    IssueKeyHandler,
    RevokeKeyHandler,
    ChangeRoleHandler,
    LinkIdentityHandler,
    GetAccountHandler,
    GetKeyHandler,
    ListAccountsHandler,
    ListKeysHandler,
    WhoAmIHandler,
  ],
  exports: [Authenticator, AccessBootstrap, ActorNames, Ties],
})
export class AccessModule {}
