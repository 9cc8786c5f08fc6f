import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Projector } from '../../eventstore/projections/projector.js';
import { accessProjection } from './projections/access.projection.js';

/** The worker of the access projection; a class of its own, so that Nest can hand it out. */
export abstract class AccessProjector extends Projector {}

export const accessProjectorProvider = {
  provide: AccessProjector,
  useFactory: (registry: ProjectionRegistry): Projector => registry.register(accessProjection),
  inject: [ProjectionRegistry],
};
