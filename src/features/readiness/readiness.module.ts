import { Module } from '@nestjs/common';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { ReadinessController } from './http/readiness.controller.js';
import { GetForecastHandler } from './queries/get-forecast.js';
import { GetTimelineHandler } from './queries/get-timeline.js';
import { GetReadinessHandler } from './queries/get-readiness.js';
import { ReadinessReader } from './readiness-reader.js';

export { roleViews, type RoleView } from './queries/readiness-view.js';
export { type Judged, ReadinessReader } from './readiness-reader.js';

/** Verdicts on projects. */
@Module({
  imports: [ChecklistsModule],
  controllers: [ReadinessController],
  providers: [ReadinessReader, GetReadinessHandler, GetForecastHandler, GetTimelineHandler],
  exports: [ReadinessReader],
})
export class ReadinessModule {}
