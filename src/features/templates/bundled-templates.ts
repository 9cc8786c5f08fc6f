import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '../../eventstore/command-runner.js';
import { NameTaken, SequenceConflict } from '../../eventstore/errors.js';
import { SYSTEM_ACTOR } from '../../eventstore/event.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { uuidv7 } from '../../eventstore/random.js';
import { ImportTemplate } from './commands/import-template.js';
import { templateFold } from './template.js';
import { TEMPLATE_NAME, templateStream } from './template.events.js';

const FOLDER = new URL('./bundled/', import.meta.url);

/** The checklists that come with Clearance: Markdown files whose name is the template's key. */
@Injectable()
export class BundledTemplates {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
  ) {}

  /**
   * Publishes each file that no version of its template was made of; so a team that has published versions of its
   * own is left alone until the file changes with an update. Several nodes may do so at once.
   */
  async publish(tenant: string): Promise<void> {
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
      const body = readFileSync(new URL(file, FOLDER));
      const name = basename(file, '.md');
      if (await this.isPublished(tenant, name, createHash('sha256').update(body).digest('hex'))) continue;
      const options = { repair: false, dryRun: false, map: {} };
      const command = new ImportTemplate(
        systemMeta(tenant),
        { name, body, mediaType: 'text/markdown' },
        options,
      );
      await this.commands.execute(command).catch((error: unknown) => {
        if (!(error instanceof NameTaken || error instanceof SequenceConflict)) throw error;
      });
    }
  }

  private async isPublished(tenant: string, name: string, sha256: string): Promise<boolean> {
    const id = await this.store.findName(tenant, TEMPLATE_NAME, name);
    if (id === null) return false;
    const [events] = await this.store.readStreams(tenant, [templateStream(id)]);
    const state = (events ?? []).reduce(templateFold.evolve, templateFold.initial);
    return state?.versions.some((version) => version.sourceSha256 === sha256) ?? false;
  }
}

function systemMeta(tenant: string): CommandMeta {
  return {
    tenant,
    context: {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: uuidv7(),
      causationId: null,
    },
  };
}
