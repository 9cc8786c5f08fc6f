import { describe, expect, it } from 'vitest';
import { parseChecklist } from '../../src/features/templates/parsing/parse-checklist.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import { flat, identify, present, read, textOf } from './samples.js';

// What a person finds in the samples, written down by hand; skipped where ../shared/checklists is absent.

describe.skipIf(!present)('zitadel-production-checklist.md', () => {
  const parsed = present ? read('seeds/zitadel-production-checklist.md', false) : null;
  const items = parsed === null ? [] : flat(parsed);

  it('has its sections with their headings above', () => {
    expect(parsed?.definition.title).toBe('Production Checklist');
    expect(
      parsed?.definition.sections.map((section) => [...section.path, section.title].join(' › ')),
    ).toEqual([
      'Infrastructure Configuration',
      'Infrastructure Configuration › HA Setup',
      'Infrastructure Configuration › Networking',
      'ZITADEL configuration',
      'Security',
      'Monitoring',
    ]);
    expect(parsed?.definition.sections.map((section) => section.items.length)).toEqual([3, 3, 1, 6, 4, 9]);
  });

  it('has 26 items at the top and 13 below them', () => {
    expect(items.filter(({ parent }) => parent === null)).toHaveLength(26);
    expect(items.filter(({ parent }) => parent !== null)).toHaveLength(13);
  });

  it('nests as the text does', () => {
    const containers = 'High Availability for ZITADEL containers';
    const database = 'High Availability for database';
    const critical = 'High Availability for critical infrastructure components (depending on your setup)';
    const short = items
      .filter(({ section }) => section === 'HA Setup')
      .map(({ item, parent }) => [
        item.source.from_line,
        item.title.split(' ').slice(0, 3).join(' '),
        parent,
      ]);
    expect(short).toEqual([
      [14, 'High Availability for', null],
      [15, 'Use a container', containers],
      [16, 'Use serverless platform', containers],
      [17, 'Split zitadel init', containers],
      [18, 'High Availability for', null],
      [19, 'Follow the Production', database],
      [20, 'Configure backups on', database],
      [21, 'Test the restore', database],
      [22, 'Secure database connections', database],
      [23, 'High Availability for', null],
      [24, 'Loadbalancer', critical],
      [25, 'Reverse Proxies', critical],
      [26, 'Web Application Firewall', critical],
    ]);
  });

  it('shows the stray fence as text that swallows nothing', () => {
    const firewall = items.find(({ item }) => item.source.from_line === 32)?.item;
    expect(firewall?.title).toBe('Check that your firewall also filters IPv6 traffic```');
    expect(parsed?.diagnostics.map(({ code, from_line }) => [code, from_line])).toEqual([
      ['stray_fence', 32],
    ]);
    const repaired = flat(read('seeds/zitadel-production-checklist.md', true));
    expect(repaired.find(({ item }) => item.source.from_line === 32)?.item.title).toBe(
      'Check that your firewall also filters IPv6 traffic',
    );
  });

  it('keeps links apart from titles', () => {
    const smtp = items.find(({ item }) => item.source.from_line === 35)?.item;
    expect(smtp?.title).toBe('Configure a valid SMTP Server and test the email delivery');
    expect(smtp?.links).toEqual([
      { title: 'SMTP Server', url: '/docs/guides/manage/console/instance-settings#smtp' },
    ]);
  });
});

describe.skipIf(!present)('rust-stellar-go-live.txt', () => {
  const file = 'seeds/rust-stellar-go-live.txt';

  it('is read plainly as its list lines, with every defect reported', () => {
    const plain = read(file, false);
    expect(plain.counts).toEqual({ items: 203, sections: 0, sign_offs: 0 });
    const lines = (code: string): number[][] =>
      plain.diagnostics
        .filter((found) => found.code === code)
        .map(({ from_line, to_line }) => [from_line, to_line]);
    expect(lines('glued_items')).toEqual([
      [3, 4],
      [35, 36],
      [37, 38],
      [39, 40],
      [41, 42],
    ]);
    expect(lines('broken_item')).toEqual([
      [3, 4],
      [35, 36],
      [37, 38],
      [39, 40],
    ]);
    expect(lines('split_item')).toEqual([[41, 42]]);
    expect(lines('sign_off_line')).toEqual([
      [211, 211],
      [212, 212],
      [213, 213],
      [214, 214],
    ]);
    expect(lines('placeholder')).toEqual([[216, 216]]);
    expect(lines('duplicate_title')).toEqual([[137, 137]]);
  });

  it('is 209 items and four sign-offs when repaired', () => {
    const repaired = read(file, true);
    expect(repaired.counts).toEqual({ items: 209, sections: 0, sign_offs: 4 });
    const near = flat(repaired)
      .map(({ item }) => [item.source.from_line, item.source.to_line, item.title])
      .filter(([from]) => [3, 4, 35, 36, 41, 42, 43].includes(from as number));
    expect(near).toEqual([
      [3, 4, 'Operating system updated (sudo apt update && sudo apt upgrade)'],
      [4, 4, 'Firewall configured (UFW or iptables)'],
      [35, 36, 'Release binary built (cargo build --release)'],
      [36, 36, 'Binary tested locally'],
      [41, 42, '.env.productionfile created'],
      [42, 42, 'All required environment variables set'],
      [43, 43, 'API keys configured (Paystack, etc.)'],
    ]);
    expect(repaired.definition.sign_offs.map(({ role }) => role)).toEqual([
      'technical-lead',
      'operations-lead',
      'security-lead',
      'product-owner',
    ]);
  });
});

describe.skipIf(!present)('mercari-pre-production.md', () => {
  it('has no items as it stands, and the rows of its eight tables when repaired', () => {
    const plain = read('public/mercari-pre-production.md', false);
    expect(plain.diagnostics.map(({ code }) => code)).toEqual(Array<string>(8).fill('table_of_items'));
    const repaired = read('public/mercari-pre-production.md', true);
    expect(repaired.definition.sections.map((section) => section.items.length)).toEqual([
      12, 14, 14, 4, 6, 6, 11, 7,
    ]);
    const [, , config] = repaired.definition.sections[0]?.items ?? [];
    expect(config).toMatchObject({
      title: 'Config in env-var',
      description: 'Its config can be overridden via environment variable.\nMarked: Level B, Level A',
      links: [{ title: 'Config in env-var', url: 'https://12factor.net/config' }],
      source: { from_line: 16, to_line: 16 },
    });
  });
});

describe.skipIf(!present)('acton-service-production-checklist.md', () => {
  it('has 28 sections, and phases where its headings name them', () => {
    const parsed = read('seeds/acton-service-production-checklist.md', false);
    expect(parsed.counts).toEqual({ items: 178, sections: 28, sign_offs: 0 });
    expect(parsed.diagnostics).toEqual([]);
    const phases = parsed.definition.sections.map((section) => [
      section.title,
      section.items[0]?.phase,
      section.items.length,
    ]);
    expect(phases.slice(-3)).toEqual([
      ['Regular Maintenance', 'before', 6],
      ['Go-Live Checklist', 'go-live', 12],
      ['Post-Deployment', 'after', 9],
    ]);
  });
});

describe.skipIf(!present)('napari-release-crlf.md', () => {
  it('nests twice, and keeps a note with the item it belongs to', () => {
    const parsed = read('public/napari-release-crlf.md', false);
    expect(parsed.definition.title).toBe('vX.Y.Z napari release checklist');
    const early = flat(parsed).filter(({ section }) => section === 'Early management');
    expect(
      early.map(({ item, parent }) => [item.source.from_line, item.source.to_line, parent === null]),
    ).toEqual([
      [17, 17, true],
      [18, 18, true],
      [19, 20, false],
      [21, 21, false],
    ]);
    expect(early[2]?.item.description).toContain('Line Island Time');
  });
});

describe.skipIf(!present)('api-security-ja.md', () => {
  it('has keys in its own script, and keeps ids when its sentences are reworded', () => {
    const { definition } = identify(read('public/api-security-ja.md', false));
    expect(definition.sections[0]).toMatchObject({
      key: '認証',
      title: '認証',
      path: ['APIセキュリティチェックリスト'],
    });
    expect(definition.sections[0]?.items[3]?.key).toBe('認証.全ての機微情報において暗号化を活用する');
    const reworded = textOf('public/api-security-ja.md').replace(/。$/gmu, 'こと。');
    const later = identify(parseChecklist(reworded, 'text/markdown', { repair: false }), definition);
    expect(later.matches.reworded.length).toBeGreaterThan(30);
    expect([later.matches.added, later.matches.removed]).toEqual([[], []]);
    const ids = (version: TemplateDefinition): string[] =>
      version.sections.flatMap((section) => section.items.map((item) => item.id));
    expect(ids(later.definition)).toEqual(ids(definition));
  });
});
