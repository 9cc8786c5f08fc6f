import { Module } from '@nestjs/common';
import { SetFourEyesHandler } from './commands/set-four-eyes.js';
import { PoliciesController } from './http/policies.controller.js';
import { GetFourEyesHandler } from './queries/get-four-eyes.js';

export { fourEyesFold, relaxedFold, type RelaxedSpan } from './policy.js';

/** What a tenant decides for all of its projects. */
@Module({ controllers: [PoliciesController], providers: [SetFourEyesHandler, GetFourEyesHandler] })
export class PoliciesModule {}
