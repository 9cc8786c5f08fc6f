import { Module } from '@nestjs/common';
import { TemplateDefinitions } from './template-definitions.js';

export { resolveTemplate } from './resolve-template.js';
export { templateFold } from './template.js';
export { TemplateDefinitions } from './template-definitions.js';

@Module({ providers: [TemplateDefinitions], exports: [TemplateDefinitions] })
export class TemplatesModule {}
