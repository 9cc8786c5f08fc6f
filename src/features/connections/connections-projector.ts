import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Projector } from '../../eventstore/projections/projector.js';
import { connectionsProjection } from './projections/connections.projection.js';

/** The worker of the connections projection; a class of its own, so that Nest can hand it out. */
export abstract class ConnectionsProjector extends Projector {}

export const connectionsProjectorProvider = {
  provide: ConnectionsProjector,
  useFactory: (registry: ProjectionRegistry): Projector => registry.register(connectionsProjection),
  inject: [ProjectionRegistry],
};
