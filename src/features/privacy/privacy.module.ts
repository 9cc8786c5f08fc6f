import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ApproveErasureHandler, RejectErasureHandler, RequestErasureHandler } from './commands/erasures.js';
import { PlaceHoldHandler, ReleaseHoldHandler } from './commands/holds.js';
import { Eraser } from './eraser.js';
import { ErasuresController } from './http/erasures.controller.js';
import { LegalHoldsController } from './http/legal-holds.controller.js';
import { GetPrivacyHandler } from './queries/get-privacy.js';

/** Erasing what is private while every proof holds. */
@Module({
  imports: [AccessModule],
  controllers: [ErasuresController, LegalHoldsController],
  providers: [
    Eraser,
    RequestErasureHandler,
    ApproveErasureHandler,
    RejectErasureHandler,
    PlaceHoldHandler,
    ReleaseHoldHandler,
    GetPrivacyHandler,
  ],
})
export class PrivacyModule {}
