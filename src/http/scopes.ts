/** What a route may ask for, with what it lets its holder do. One list: OpenAPI and docs/access.md show it. */
const SCOPES = {
  'me:read': 'Ask who a credential belongs to. Every credential has it.',
  'projects:read':
    'Read projects, checklists, items, conditions, waivers, gates, readiness, histories, policies.',
  'projects:write': 'Create and change projects; apply, upgrade and close checklists.',
  'items:write':
    'Decide on items, comment, plan, attach; answer conditions; ask for waivers and take them back.',
  'approvals:write': 'Agree as a second person; sign off.',
  'gates:write': 'Define gates and ask for their sign-offs.',
  'gates:evaluate': 'Have a gate evaluated, which leaves a receipt.',
  'templates:read': 'Read and export templates.',
  'templates:write': 'Write, import and publish templates.',
  'log:read': 'Read events, their proofs and the checkpoints of the log.',
  'log:export': 'Export the log whole.',
  'access:read': 'See accounts, their roles and keys.',
  'access:write': 'Add accounts, grant and revoke roles and keys.',
  'policies:write': 'Set policies of the tenant.',
  'privacy:read': 'See erasures and legal holds.',
  'privacy:write': 'Ask for and decide on erasures and legal holds.',
  'operations:read': 'See projections, failed events and the state of the log.',
  'operations:write': 'Rebuild projections, retry and dismiss failed events, begin epochs of the log.',
  'integrations:read': 'See webhooks, ticketing connections and their deliveries.',
  'integrations:write': 'Set up webhooks and ticketing connections.',
  'tenants:read': 'See the tenants of the installation and their limits.',
  'tenants:write': 'Make tenants and set their limits.',
} as const;

export type Scope = keyof typeof SCOPES;

/** All scopes, in the order of the list. */
export const SCOPE_NAMES = Object.keys(SCOPES) as Scope[];

/** The scope that every credential has, whatever its roles. */
export const SELF: Scope = 'me:read';
