const GROUPS: Readonly<Record<string, string>> = {
  checklist: 'the checklists of a project: list, read, close',
  condition: 'the questions of a checklist: list, read, answer, approve',
  erasure: 'erasing what is personal: ask for, approve, reject',
  event: 'one event, its proof, the types there are',
  'failed-event': 'retry or dismiss a failed event',
  gate: 'check, sign or define a gate, and what has become of it',
  health: 'whether the service lives, is ready, and its metrics',
  hold: 'legal holds, which keep erasures from being done',
  item: 'one item: read, evidence, owner, due day, answers that wait for a second person',
  key: 'the keys of a member or service account',
  log: 'the log as auditors take it: export, keys, checkpoint, tiles',
  member: 'people: add, list, roles, keys',
  policy: 'rules of the tenant',
  project: 'create, read or change a project',
  projection: 'how far projections have read the log',
  'service-account': "scripts' accounts: add, list, roles, keys",
  template: 'templates written as JSON, and their versions',
  webhook: 'where events are posted to, and how that went',
  tenant: 'who owns a log of its own: add, list, limits, a first key',
  waiver: 'ask for, approve or revoke an exception',
};

/** What the commands behind a word have in common; a word that is not known here stands for itself. */
export function groupAbout(name: string): string {
  return GROUPS[name] ?? `${name.replaceAll('-', ' ')}s`;
}
