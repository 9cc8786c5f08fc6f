import { CommandRunner } from '../eventstore/command-runner.js';
import type { Appended } from '../eventstore/eventstore.js';
import { currentRequest } from './request-state.js';

/** Runs commands, and notes in the state of the request at hand that its events stand in the log. */
export class RequestCommandRunner extends CommandRunner {
  override async run(...command: Parameters<CommandRunner['run']>): Promise<Appended> {
    const appended = await super.run(...command);
    const state = currentRequest.getStore();
    // Of a command that joined another decision nothing stands there yet.
    if (state && !command[0].within && appended.events.length > 0) state.isRecorded = true;
    return appended;
  }
}
