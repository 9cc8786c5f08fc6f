import { ProjectionRegistry } from '../../eventstore/projections/projection-registry.js';
import { Projector } from '../../eventstore/projections/projector.js';
import { projectsProjection } from './projections/projects.projection.js';

/** The worker of the projects projection; a class of its own, so that Nest can hand it out. */
export abstract class ProjectsProjector extends Projector {}

export const projectsProjectorProvider = {
  provide: ProjectsProjector,
  useFactory: (registry: ProjectionRegistry): Projector => registry.register(projectsProjection),
  inject: [ProjectionRegistry],
};
