import type { Logger } from 'pino';
import { type Config, InvalidConfig, readConfig } from './config.js';
import { InvalidDatabaseUrl } from './database/connection.js';
import { EmbeddedPostgresError } from './database/embedded/embedded-postgres-error.js';
import { type Phase, provideDatabase } from './provide-database.js';
import { DatabaseUnusable } from './database/unusable.js';
import { GuardMissing } from './database/setup/guards.js';
import { SchemaMismatch } from './database/setup/migrate.js';
import { StoreUnavailable } from './eventstore/errors.js';
import { UnknownRevision } from './eventstore/projections/apply.js';
import { UnknownProjection } from './eventstore/projections/projection-registry.js';
import { RebuildLockLost, RebuildRunning } from './eventstore/projections/rebuild-lock.js';
import { RebuildSetAside, TablesInUse } from './eventstore/projections/swap.js';
import { SigningKeys, SigningKeyUnusable } from './sealing/signing-keys.js';
import { startSealer } from './start-sealer.js';
import { createLogger } from './http/logging.js';
import { rebuildProjections } from './rebuild-projections.js';
import { type RunningService, startService } from './start-service.js';

const USAGE = `usage: node dist/main.js [start-from-init | init | setup | start | rebuild [NAME...] | seal | rotate-log-key | retire-log-key]

  start-from-init  what is not there is made, then the service starts (default)
  init, setup      roles, database and schema only, with CLEARANCE_SETUP_DATABASE_URL; ends when done
  start            the service alone, as its own logins
  rebuild          builds these projections anew from the log, all without a NAME; needs no key; ends when done
  seal             the sealer of the log alone; the service is started with CLEARANCE_SEALER=apart then
  rotate-log-key   a new key signs the log beside the old one from now on
  retire-log-key   only the newest key signs the log from now on`;

const KEY_COMMANDS = ['rotate-log-key', 'retire-log-key'] as const;

/** Longest time from a signal to the end of the process; what is not done by then is cut off. */
const END_WITHIN_MS = 4_800;
/** One Ctrl-C comes twice below npm: from the terminal, and passed on by npm. */
const ONE_PRESS_MS = 1_500;

/** Runs the phase that the arguments name. Ends the process with 1 where it cannot, and says why in a line. */
export async function run(args: readonly string[]): Promise<void> {
  const [command, ...names] = args;
  const phase = command === 'rebuild' ? 'rebuild' : phaseOf(args);
  const keyCommand = KEY_COMMANDS.find((name) => args.length === 1 && args[0] === name);
  if (phase === null && keyCommand === undefined) {
    console.error(USAGE);
    process.exit(2);
  }
  try {
    const config = readConfig(process.env);
    const logger = createLogger(config.logLevel);
    if (keyCommand !== undefined || phase === null)
      await changeLogKeys(config, keyCommand === 'rotate-log-key');
    else if (phase === 'rebuild')
      await rebuildProjections(config, names, logger, (line) => console.error(`clearance: ${line}`));
    else if (phase === 'seal') untilSignal(await startSealer(config, logger), logger);
    else if (phase === 'init-and-setup') await setUpOnly(config, logger);
    else await serve(config, phase, logger);
  } catch (error) {
    console.error(`clearance: ${explain(error)}`);
    process.exit(1);
  }
}

/** The sealer that runs notices the change by itself. */
async function changeLogKeys(config: Config, rotate: boolean): Promise<void> {
  const keys = new SigningKeys(config.logKeyFile);
  await (rotate ? keys.rotate() : keys.retireOld());
  const [newest = ''] = await keys.publicKeys();
  console.error(`${config.logKeyFile}: the newest key is ${newest} (base64 of the Ed25519 public key)`);
}

function phaseOf(args: readonly string[]): Phase | 'seal' | null {
  if (args.length > 1) return null;
  switch (args[0] ?? 'start-from-init') {
    case 'start-from-init':
      return 'start-from-init';
    case 'init':
    case 'setup':
      return 'init-and-setup';
    case 'start':
      return 'start';
    case 'seal':
      return 'seal';
    default:
      return null;
  }
}

async function setUpOnly(config: Config, logger: Logger): Promise<void> {
  const provided = await provideDatabase(config, 'init-and-setup', (message) => logger.info(message));
  await provided.close();
  logger.info('the database is set up');
}

async function serve(config: Config, phase: Phase, logger: Logger): Promise<void> {
  const service = await startService(config, phase, logger);
  announce(service, config);
  untilSignal(service, logger);
}

/** Closes what runs on SIGTERM and SIGINT and ends the process. */
function untilSignal(service: { close: () => Promise<void> }, logger: Logger): void {
  let endingSince: number | null = null;
  const end = (signal: NodeJS.Signals): void => {
    if (endingSince !== null) {
      if (performance.now() - endingSince > ONE_PRESS_MS) process.exit(1);
      return;
    }
    endingSince = performance.now();
    logger.info(`${signal}: going down`);
    setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function announce({ url, database, bootstrapped }: RunningService, config: Config): void {
  const key = config.adminKey ? 'CLEARANCE_ADMIN_KEY' : bootstrapped.adminKeyPath;
  console.error(
    [
      '',
      `  Clearance is running at ${url}`,
      `  API docs        ${url}/docs   (OpenAPI: ${url}/openapi.json)`,
      `  Admin key       ${key ?? 'none is kept here; start with CLEARANCE_ADMIN_KEY set for a new one'}`,
      `  Database        ${database}`,
      '',
    ].join('\n'),
  );
}

/** Known refusals in their own words; anything else with its stack, since nobody foresaw it. */
function explain(error: unknown): string {
  const known = [
    InvalidConfig,
    InvalidDatabaseUrl,
    DatabaseUnusable,
    GuardMissing,
    SchemaMismatch,
    EmbeddedPostgresError,
    SigningKeyUnusable,
    UnknownProjection,
    RebuildRunning,
    RebuildLockLost,
    RebuildSetAside,
    TablesInUse,
    UnknownRevision,
    StoreUnavailable,
  ];
  if (known.some((type) => error instanceof type)) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}: set PORT to another port`;
  return error.stack ?? error.message;
}
