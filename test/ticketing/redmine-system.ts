import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { asked, type LiveSystem } from './live-system.js';
import { SystemServer } from './server.js';

const URL_OF = 'http://127.0.0.1:8190';
const HOME = '/usr/share/redmine';
const RUN = '/var/tmp/clearance-ticketing';
const ENVIRONMENT = { X_DEBIAN_SITEID: 'default', RAILS_ENV: 'production' };

/**
 * The steps of docs/ticketing/redmine.md, as a script: the connection's account has the role of the guide and nothing
 * else. Ana may do anything, for the tests look at things as her.
 */
const SETUP = `
Setting.rest_api_enabled = '1'
IssueStatus.create!(name: 'New') if IssueStatus.where(is_closed: false).none?
IssueStatus.create!(name: 'Closed', is_closed: true) if IssueStatus.where(is_closed: true).none?
Tracker.create!(name: 'Task', default_status: IssueStatus.where(is_closed: false).first) if Tracker.none?
IssuePriority.create!(name: 'Normal', is_default: true) if IssuePriority.none?
Project.create!(name: 'Readiness', identifier: 'readiness', trackers: Tracker.all) unless Project.find_by(identifier: 'readiness')
role = Role.find_by(name: 'Clearance') || Role.new(name: 'Clearance')
role.permissions = %i[view_issues add_issues edit_issues add_issue_notes]
role.users_visibility = role.issues_visibility = 'all'
role.save!
statuses = IssueStatus.pluck(:id)
Tracker.pluck(:id).each do |tracker|
  WorkflowTransition.where(role_id: role.id, tracker_id: tracker).delete_all
  [0, *statuses].product(statuses).each do |from, to|
    next if from == to
    WorkflowTransition.create!(role_id: role.id, tracker_id: tracker, old_status_id: from, new_status_id: to)
  end
end
%w[clearance ana].each do |login|
  user = User.find_by_login(login) || User.new(firstname: login, lastname: 'Test', mail: login + '@example.org')
  user.login = login
  user.admin = login == 'ana'
  user.password = user.password_confirmation = 'a-test-password-of-24'
  user.save!
  puts login.upcase + '=' + user.api_key
end
project = Project.find_by(identifier: 'readiness')
clearance = User.find_by_login('clearance')
Member.where(user_id: clearance.id).destroy_all
Member.create!(user_id: clearance.id, project_id: project.id, role_ids: [role.id])
`;

/** Redmine from Debian on loopback. */
export function redmineSystem(): LiveSystem {
  mkdirSync(RUN, { recursive: true, mode: 0o755 });
  writeFileSync(`${RUN}/setup.rb`, SETUP);
  const env = Object.entries(ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const said = execFileSync(
    'runuser',
    ['-u', 'www-data', '--', 'env', ...env, 'bin/rails', 'runner', `${RUN}/setup.rb`],
    { cwd: HOME, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const key = (name: string): string => new RegExp(`^${name}=(\\w+)$`, 'm').exec(said)?.[1] ?? '';
  const server = new SystemServer(
    URL_OF,
    ['puma', '-b', URL_OF.replace('http', 'tcp'), '-e', 'production', '--dir', HOME],
    HOME,
    ENVIRONMENT,
  );
  const ana = { 'x-redmine-api-key': key('ANA'), 'content-type': 'application/json' };
  const issue = async (id: string) =>
    (await asked(`${URL_OF}/issues/${id}.json?include=journals`, { headers: ana })) as {
      issue: {
        subject: string;
        closed_on: string | null;
        status: { is_closed: boolean };
        journals: { notes: string | null; created_on: string; details: { name: string }[] }[];
      };
    };
  return {
    name: 'redmine',
    url: URL_OF,
    ana: 'ana',
    connection: { system: 'redmine', target: { project: 'readiness' }, secret: key('CLEARANCE') },
    start: () => server.start(),
    kill: () => server.kill(),
    titled: async (end) => {
      const query = new URLSearchParams({ status_id: '*', subject: `~${end}`, limit: '100' });
      const found = (await asked(`${URL_OF}/issues.json?${query.toString()}`, { headers: ana })) as {
        issues: { id: number; subject: string }[];
      };
      return found.issues.filter(({ subject }) => subject.endsWith(end)).map(({ id }) => `${id}`);
    },
    closeAsAna: async (id) => {
      const body = JSON.stringify({ issue: { status_id: 5, notes: 'done by hand' } });
      await asked(`${URL_OF}/issues/${id}.json`, { method: 'PUT', headers: ana, body });
      const { journals } = (await issue(id)).issue;
      return (
        journals.findLast(({ details }) => details.some(({ name }) => name === 'status_id'))?.created_on ?? ''
      );
    },
    titleOf: async (id) => (await issue(id)).issue.subject,
    remove: async (id) => {
      await asked(`${URL_OF}/issues/${id}.json`, { method: 'DELETE', headers: ana });
    },
    isClosed: async (id) => (await issue(id)).issue.status.is_closed,
    comments: async (id) =>
      (await issue(id)).issue.journals.filter(({ notes }) => notes?.includes('Clearance')).length,
  };
}
