import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import { asProjectEvent, type ProjectEvent } from './project.events.js';

export interface ProjectState {
  readonly key: string;
  readonly name: string;
}

/** Null before the project is created. */
export const projectFold: Fold<ProjectState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asProjectEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'project.created':
        return { key: event.payload.key, name: event.payload.name };
      case 'project.renamed':
        return state && { ...state, name: event.payload.after.name };
      case 'project.described':
        return state;
    }
  },
};

export function createProject(
  state: ProjectState | null,
  command: { key: string; name: string; description: string | null },
): ProjectEvent[] {
  if (state) throw new Refusal('already_exists', `the project ${state.key} is there already`);
  const { key, name, description } = command;
  return [
    {
      type: 'project.created',
      revision: 1,
      payload: { key, name },
      ...(description === null ? {} : { private: { description } }),
    },
  ];
}

/** Changes name and description. A name that stays as it is gives no event; nothing to change at all is refused. */
export function changeProject(
  state: ProjectState | null,
  command: { name: string | null; description: string | null },
): ProjectEvent[] {
  if (!state) throw new Refusal('not_found', 'there is no such project', '/project');
  const events: ProjectEvent[] = [];
  if (command.name !== null && command.name !== state.name)
    events.push({
      type: 'project.renamed',
      revision: 1,
      payload: { key: state.key, before: { name: state.name }, after: { name: command.name } },
    });
  if (command.description !== null)
    events.push({
      type: 'project.described',
      revision: 1,
      payload: { key: state.key },
      private: { description: command.description },
    });
  if (events.length === 0)
    throw new Refusal('no_change', 'nothing would change: give another name or a description');
  return events;
}
