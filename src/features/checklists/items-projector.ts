import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Projector } from '../../eventstore/projections/projector.js';
import { itemsProjection } from './projections/items.projection.js';

/** The worker of the items projection; a class of its own, so that Nest can hand it out. */
export abstract class ItemsProjector extends Projector {}

export const itemsProjectorProvider = {
  provide: ItemsProjector,
  useFactory: (registry: ProjectionRegistry): Projector => registry.register(itemsProjection),
  inject: [ProjectionRegistry],
};
