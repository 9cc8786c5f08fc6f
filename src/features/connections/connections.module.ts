import { Module } from '@nestjs/common';
import { connectionsProjectorProvider } from './connections-projector.js';
import { ChangeConnectionHandler } from './commands/change-connection.js';
import { ListConnectionsHandler } from './queries/list-connections.js';

export { type KnownConnection, ListConnections } from './queries/list-connections.js';
export { resolveConnection } from './resolve-connection.js';

/** Ticket systems that are connected: what is known of them. How they are spoken to is src/integrations/ticketing. */
@Module({ providers: [connectionsProjectorProvider, ChangeConnectionHandler, ListConnectionsHandler] })
export class ConnectionsModule {}
