import { execFile } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Anchor, AnchorFailed, fileNameOf, type Handover } from './anchor.js';

const run = promisify(execFile);
const LIMIT_MS = 20_000;
const IDENTITY = [
  '-c',
  'user.name=Clearance',
  '-c',
  'user.email=clearance@localhost',
  '-c',
  'commit.gpgsign=false',
];

/**
 * A git repository that others may fetch: a commit for each checkpoint, pushed and never forced, so that its history
 * holds all of them. Needs `git`, and for a remote one credentials that git finds by itself.
 */
export class GitAnchor extends Anchor {
  override readonly name = 'git';
  override readonly kind = 'git';
  private turn: Promise<unknown> = Promise.resolve();

  /** `clone` is a folder of this service, made when it is not there. */
  constructor(
    private readonly remote: string,
    private readonly branch: string,
    private readonly clone: string,
  ) {
    super();
  }

  override async put({ origin, size, note }: Handover): Promise<null> {
    await this.inTurn(async () => {
      await this.fetch();
      const name = `${fileNameOf(origin)}.checkpoint`;
      await writeFile(join(this.clone, name), note);
      await this.git('add', '--', name);
      const changed = await this.git('status', '--porcelain');
      if (changed.trim() !== '') await this.git(...IDENTITY, 'commit', '-q', '-m', `${origin} at ${size}`);
      await this.git('push', '-q', 'origin', `HEAD:refs/heads/${this.branch}`);
    });
    return null;
  }

  override async newest(origin: string): Promise<string | null> {
    return await this.inTurn(async () => {
      if (!(await this.fetch())) return null;
      const name = `${fileNameOf(origin)}.checkpoint`;
      const listed = await this.git('ls-tree', '--name-only', 'HEAD', '--', name);
      return listed.trim() === '' ? null : await this.git('show', `HEAD:${name}`);
    });
  }

  /** Brings the clone to what the remote has; false where its branch is not there yet. */
  private async fetch(): Promise<boolean> {
    if ((await stat(join(this.clone, '.git')).catch(() => null)) === null) {
      await mkdir(this.clone, { recursive: true, mode: 0o700 });
      await this.git('init', '-q', `--initial-branch=${this.branch}`);
      await this.git('remote', 'add', 'origin', this.remote);
    }
    await this.git('remote', 'set-url', 'origin', this.remote);
    const heads = await this.git('ls-remote', '--heads', 'origin', this.branch);
    if (heads.trim() === '') return false;
    await this.git('fetch', '-q', 'origin', this.branch);
    await this.git('reset', '-q', '--hard', 'FETCH_HEAD');
    return true;
  }

  private async git(...args: string[]): Promise<string> {
    try {
      const { stdout } = await run('git', args, {
        cwd: this.clone,
        timeout: LIMIT_MS,
        env: {
          ...process.env,
          GIT_TERMINAL_PROMPT: '0',
          GIT_DIR: join(this.clone, '.git'),
          GIT_WORK_TREE: this.clone,
        },
      });
      return stdout;
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
      throw new AnchorFailed(`git ${args.find((arg) => !arg.includes('=') && arg !== '-c')}: ${said}`, {
        cause: error,
      });
    }
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return await mine;
  }
}
