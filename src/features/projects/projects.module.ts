import { Module } from '@nestjs/common';
import { ChangeProjectHandler } from './commands/change-project.js';
import { CreateProjectHandler } from './commands/create-project.js';
import { ProjectsController } from './http/projects.controller.js';
import { projectsProjectorProvider } from './project-projector.js';
import { GetProjectHandler } from './queries/get-project.js';
import { ListProjectsHandler } from './queries/list-projects.js';

export { projectFold, type ProjectState } from './project.js';
export { resolveProject } from './resolve-project.js';

@Module({
  controllers: [ProjectsController],
  providers: [
    CreateProjectHandler,
    ChangeProjectHandler,
    GetProjectHandler,
    ListProjectsHandler,
    projectsProjectorProvider,
  ],
})
export class ProjectsModule {}
