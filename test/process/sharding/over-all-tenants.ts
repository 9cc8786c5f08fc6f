/** Statements that are about all tenants at once, or about none: each on one line, with why it may be so. */
export const OVER_ALL_TENANTS: readonly { readonly statement: RegExp; readonly reason: string }[] = [
  {
    statement: /^SELECT (1|DISTINCT tenant) FROM \w+\.\w+( LIMIT 1)?$/,
    reason: 'a test of row level security forgets the tenant on purpose',
  },
  {
    statement: /^SELECT tenants AS tenant FROM eventstore\.tenants\(\)$/,
    reason: 'work that goes round the tenants asks which there are; what it does then names one',
  },
  {
    statement:
      /^(CREATE (TABLE|INDEX|POLICY)|DROP (TABLE|POLICY)|ALTER (TABLE|INDEX)|GRANT SELECT ON|LOCK TABLE) /,
    reason: 'a projection makes, swaps and drops its tables for everybody',
  },
  {
    statement:
      /^UPDATE projections\.state SET (relation = to_regclass\(\$1\)|generation = 'live') WHERE projection = \$/,
    reason: 'after the start and in the swap of a rebuild every tenant has the same new tables',
  },
  {
    statement:
      /^UPDATE projections\.failed_events SET generation = 'live' WHERE projection = \$1 AND version = \$2 AND/,
    reason: 'the swap of a rebuild',
  },
  {
    statement: /^SELECT version, sha256 FROM eventstore\.migrations$/,
    reason: 'migrations are of the database',
  },
  {
    statement:
      /^DELETE FROM projections\.(state|failed_events) WHERE projection = \$1 AND version = \$2 AND generation = '/,
    reason: 'the swap of a rebuild, and throwing an old shadow away',
  },
  {
    statement: /^DELETE FROM projections\.kept_states WHERE projection = \$1 AND version = \$2$/,
    reason: 'the swap of a rebuild',
  },
  {
    statement: /^COPY projections\.\w+__rebuild \(tenant, .+\) FROM STDIN$/,
    reason: 'a rebuild copies the rows of one tenant: each row carries it',
  },
];

/** What touches no table, be it that a test asks for its plan alone. */
export const CONTROL = /^(EXPLAIN|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET LOCAL lock_timeout|LISTEN)\b/;
