// Who may import whom (docs/adr/0005-imports.md). Tests beside the code (*.spec.ts) may look at anything but are held
// to the rules about cycles and unresolved imports. `npm run deps:check` also fails when too few modules were read.
const FEATURE = '^src/features/([^/]+)/';
const SPEC = '[.]spec[.]ts$';
const EVENTS_AND_RULES = '^src/features/[^/]+/[^/]+[.](events|rules)[.]ts$';
const PUBLIC_FACE = '^src/features/[^/]+/[^/]+[.](events|rules|module)[.]ts$';
// What integrations record.
const INTEGRATION_EVENTS = '^src/integrations/[^/]+/[^/]+[.]events[.]ts$';
// The words of the event store that hold no clock, no randomness and no input or output.
const PURE_EVENTSTORE = '^src/eventstore/(event|decider|refusal)[.]ts$';
// The files that decide, by the word of what they decide on; a new one is added here.
const DECIDER =
  '^src/features/[^/]+/(account|checklist|condition|connection|gate|item|policy|privacy|project|readiness|template|ticket|waiver)[.]ts$';
const INTEGRATION_DECIDER = '^src/integrations/webhooks/webhook[.]ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that import each other cannot be read, tested or moved one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that is not found would slip past every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment:
        'What the service imports stands in `dependencies`, or it is missing where dev tools are left out.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-code-in-the-service',
      comment: 'What tests need may be careless about time, memory and secrets.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: ['^(test|bench|scripts)/', SPEC] },
    },
    {
      name: 'http-to-commands-and-queries',
      comment:
        'A controller sends commands and queries of its own feature, shows the answers and says limits and errors in ' +
        'the words of HTTP; it decides nothing.',
      severity: 'error',
      from: { path: `${FEATURE}http/`, pathNot: SPEC },
      to: {
        path: '^src/features/',
        pathNot: [
          '^src/features/$1/(http|commands|queries)/',
          '^src/features/$1/.*(limits|-errors)[.]ts$',
          PUBLIC_FACE,
        ],
      },
    },
    {
      name: 'http-not-to-the-database',
      comment: 'Answers come from queries, which say what they reflect.',
      severity: 'error',
      from: { path: ['^src/http/', `${FEATURE}http/`], pathNot: SPEC },
      to: { path: '^src/database/' },
    },
    {
      name: 'shared-http-knows-no-feature',
      comment: 'What a feature gives it comes through abstract classes that the feature provides.',
      severity: 'error',
      from: { path: '^src/http/', pathNot: SPEC },
      to: { path: '^src/(features|integrations|cli)/' },
    },
    {
      name: 'commands-to-decider-and-eventstore',
      comment:
        'What is decided on comes from the log, not from tables that may lag behind it. Operations decides nothing: it ' +
        'rebuilds those tables.',
      severity: 'error',
      from: { path: `${FEATURE}commands/`, pathNot: [SPEC, '^src/features/operations/'] },
      to: {
        path: [
          '^src/(http|database)/',
          '^src/features/[^/]+/(http|projections)/',
          '^src/eventstore/projections/',
        ],
      },
    },
    {
      name: 'deciders-are-pure',
      comment: 'No package, no clock, no randomness: these come in as arguments.',
      severity: 'error',
      from: { path: [DECIDER, INTEGRATION_DECIDER] },
      to: { pathNot: [PURE_EVENTSTORE, EVENTS_AND_RULES, INTEGRATION_EVENTS, DECIDER] },
    },
    {
      name: 'events-and-rules-are-pure',
      comment:
        'They are what other features may import, so they bring nothing along; hashing counts as pure.',
      severity: 'error',
      from: { path: EVENTS_AND_RULES },
      to: {
        pathNot: [
          PURE_EVENTSTORE,
          EVENTS_AND_RULES,
          '^src/transparency/canonical-json[.]ts$',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'projections-from-events',
      comment: 'The same reducer reads live, rebuilds and travels in time: it knows events and rows.',
      severity: 'error',
      from: { path: `${FEATURE}projections/`, pathNot: SPEC },
      to: {
        path: '^src/',
        pathNot: [EVENTS_AND_RULES, '^src/(eventstore|database)/', '^src/features/$1/projections/'],
      },
    },
    {
      name: 'queries-change-nothing',
      comment: 'They read rows and say up to which position; who asks over HTTP is none of their business.',
      severity: 'error',
      from: { path: `${FEATURE}queries/`, pathNot: SPEC },
      to: {
        path: ['^src/http/', '^src/features/[^/]+/(http|commands)/', '^src/eventstore/command-runner[.]ts$'],
      },
    },
    {
      name: 'features-by-their-public-face',
      comment: 'Another feature is its *.events.ts, *.rules.ts and *.module.ts.',
      severity: 'error',
      from: { path: FEATURE, pathNot: SPEC },
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', PUBLIC_FACE] },
    },
    {
      name: 'foundations-know-no-feature',
      comment: 'They are what features stand on, and are tested without them.',
      severity: 'error',
      from: { path: '^src/(eventstore|transparency|database|sealing|verifier)/', pathNot: SPEC },
      to: { path: ['^src/(features|http|integrations|cli)/', '^src/[^/]+[.]ts$'] },
    },
    {
      name: 'database-knows-no-eventstore',
      comment: 'It runs a server, connections and migrations, whatever the tables are for.',
      severity: 'error',
      from: { path: '^src/database/', pathNot: SPEC },
      to: { path: '^src/(eventstore|transparency|sealing)/' },
    },
    {
      name: 'proofs-need-only-hashes',
      comment:
        'The offline verifier is built of these files: what is checked there must not depend on the service.',
      severity: 'error',
      from: { path: '^src/transparency/', pathNot: SPEC },
      to: { pathNot: ['^src/transparency/', '^(node:)?crypto$'] },
    },
    {
      name: 'eventstore-needs-no-sealing',
      comment: 'Events are recorded whether anybody seals them or not.',
      severity: 'error',
      from: { path: '^src/eventstore/', pathNot: SPEC },
      to: { path: '^src/sealing/' },
    },
    {
      name: 'cli-speaks-http',
      comment: 'The command line is a client like any other: it knows the API by its description alone.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: SPEC },
      to: { path: '^src/(features|eventstore|database|integrations)/' },
    },
    {
      name: 'client-stands-alone',
      comment:
        'The typed client is for scripts, tests and the command line alike: nothing of the service comes along.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: SPEC },
      to: { path: '^src/', pathNot: '^src/client/' },
    },
    {
      name: 'integrations-only-from-the-top',
      comment:
        'The service works without each of them, so nothing else may need one. Their events are in the log, where the ' +
        'audit tells what they mean.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(integrations|cli)/', '^src/(app[.]module|bootstrap|start-service)[.]ts$'],
      },
      to: { path: '^src/integrations/', pathNot: INTEGRATION_EVENTS },
    },
    {
      name: 'integrations-by-events-and-commands',
      comment: 'A ticketing system acts as a caller does: it hears events and sends commands.',
      severity: 'error',
      from: { path: '^src/integrations/', pathNot: SPEC },
      to: {
        path: '^src/features/',
        pathNot: [PUBLIC_FACE, '^src/features/[^/]+/commands/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types alone are dependencies too: who reads the file has to know the other.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
