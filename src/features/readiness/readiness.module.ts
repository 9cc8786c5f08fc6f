import { Module } from '@nestjs/common';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { ReadinessController } from './http/readiness.controller.js';
import { GetReadinessHandler } from './queries/get-readiness.js';

@Module({ imports: [ChecklistsModule], controllers: [ReadinessController], providers: [GetReadinessHandler] })
export class ReadinessModule {}
