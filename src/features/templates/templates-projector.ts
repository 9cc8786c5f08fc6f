import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Projector } from '../../eventstore/projections/projector.js';
import { templatesProjection } from './projections/templates.projection.js';

/** The worker of the templates projection; a class of its own, so that Nest can hand it out. */
export abstract class TemplatesProjector extends Projector {}

export const templatesProjectorProvider = {
  provide: TemplatesProjector,
  useFactory: (registry: ProjectionRegistry): Projector => registry.register(templatesProjection),
  inject: [ProjectionRegistry],
};
