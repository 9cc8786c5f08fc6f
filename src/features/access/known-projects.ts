import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { Refusal } from '../../eventstore/refusal.js';
import { ProjectIds } from '../../http/principal.js';
import { resolveProject } from '../projects/projects.module.js';

/** Finds projects for callers whose roles are in single ones. */
@Injectable()
export class KnownProjects extends ProjectIds {
  constructor(private readonly store: EventStore) {
    super();
  }

  override async find(tenant: string, project: string): Promise<string | null> {
    try {
      return await resolveProject(this.store, tenant, project);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}
