import { Module } from '@nestjs/common';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { AccessModule } from '../access/access.module.js';
import { LogModule } from '../log/log.module.js';
import { ReadinessModule } from '../readiness/readiness.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { ActOnGateHandler } from './commands/act-on-gate.js';
import { DefineGateHandler } from './commands/define-gate.js';
import { EvaluateGateHandler } from './commands/evaluate-gate.js';
import { SignGateHandler } from './commands/sign-gate.js';
import { GateScope } from './gate-scope.js';
import { EvaluationsController } from './http/evaluations.controller.js';
import { GatesController } from './http/gates.controller.js';
import { SignOffsController } from './http/sign-offs.controller.js';
import { GetEvaluationsHandler } from './queries/get-evaluations.js';
import { GetGatesHandler } from './queries/get-gates.js';

/** Named decisions: what has to be settled, who signs, and the verdicts that pipelines were given. */
@Module({
  imports: [AccessModule, ChecklistsModule, LogModule, ReadinessModule, TemplatesModule],
  controllers: [GatesController, SignOffsController, EvaluationsController],
  providers: [
    GateScope,
    DefineGateHandler,
    ActOnGateHandler,
    SignGateHandler,
    EvaluateGateHandler,
    GetGatesHandler,
    GetEvaluationsHandler,
  ],
})
export class GatesModule {}
