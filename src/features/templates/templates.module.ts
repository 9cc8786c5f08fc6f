import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { BundledTemplates } from './bundled-templates.js';
import { ImportTemplateHandler } from './commands/import-template.js';
import { PublishTemplateHandler } from './commands/publish-template.js';
import { TemplateImportController } from './http/template-import.controller.js';
import { TemplatesController } from './http/templates.controller.js';
import { ChecklistParser } from './parsing/parse-in-worker.js';
import { ExportTemplateHandler } from './queries/export-template.js';
import { GetTemplateHandler } from './queries/get-template.js';
import { ListTemplatesHandler } from './queries/list-templates.js';
import { TemplateDefinitions } from './template-definitions.js';
import { templatesProjectorProvider } from './templates-projector.js';

export { BundledTemplates } from './bundled-templates.js';
export { resolveTemplate } from './resolve-template.js';
export { templateFold, type TemplateVersionState } from './template.js';
export { type DefinedItem, TemplateDefinitions } from './template-definitions.js';

/** Templates. A global module provides the ChecklistParser: a worker in the service, inline in tests. */
@Module({
  // Import first: `import` would otherwise be taken for a template's key.
  controllers: [TemplateImportController, TemplatesController],
  providers: [
    BundledTemplates,
    TemplateDefinitions,
    ImportTemplateHandler,
    PublishTemplateHandler,
    GetTemplateHandler,
    ListTemplatesHandler,
    ExportTemplateHandler,
    templatesProjectorProvider,
  ],
  exports: [BundledTemplates, TemplateDefinitions],
})
export class TemplatesModule implements OnApplicationShutdown {
  constructor(private readonly parser: ChecklistParser) {}

  async onApplicationShutdown(): Promise<void> {
    await this.parser.close();
  }
}
