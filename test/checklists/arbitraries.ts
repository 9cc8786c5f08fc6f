import fc from 'fast-check';
import type {
  ItemDefinition,
  SectionDefinition,
  TemplateDefinition,
} from '../../src/features/templates/template.events.js';

const WORDS = {
  Latin: [
    'backup',
    'restore',
    'firewall',
    'certificate',
    'runbook',
    'alert',
    'latency',
    'rollback',
    'owner',
    'queue',
  ],
  Verbs: ['Test', 'Check', 'Write', 'Review', 'Rotate', 'Measure', 'Announce', 'Remove', 'Enable', 'Limit'],
  Japanese: [
    '証明書を更新する',
    '復元を試験する',
    '監視を設定する',
    '鍵を保管する',
    '負荷を測定する',
    '手順を文書化する',
  ],
} as const;

/** A title of several words, such as a person writes; it starts with a capital letter. */
export const titles = fc
  .tuple(
    fc.constantFrom(...WORDS.Verbs),
    fc.array(fc.constantFrom(...WORDS.Latin), { minLength: 1, maxLength: 4 }),
    fc.nat({ max: 99 }),
  )
  .map(([verb, words, number]) => `${verb} ${words.join(' ')} ${number}`);

export const japaneseTitles = fc
  .tuple(fc.constantFrom(...WORDS.Japanese), fc.nat({ max: 99 }))
  .map(([words, number]) => `${words}（${number}）`);

/** Lists of titles that are all different. */
export function titleLists(minLength: number, maxLength: number): fc.Arbitrary<string[]> {
  const lists = (of: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
    fc.uniqueArray(of, { minLength, maxLength });
  return fc.oneof({ weight: 3, arbitrary: lists(titles) }, { weight: 1, arbitrary: lists(japaneseTitles) });
}

const MARKUP = '* _ ` [ ] < > ! # & | \\ ~ - + . 1 ) ( x : " { % } ='.split(' ').concat(' ');

/** Any one-line text at all, as a person or a program may put into a title. */
export const anyTitles = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...MARKUP), minLength: 1, maxLength: 20 }),
    titles,
  )
  .map((text) => text.replace(/\s+/gu, ' ').replaceAll('\0', '').trim())
  .filter((text) => text !== '' && text.isWellFormed());

interface Shape {
  title: string;
  level: 'required' | 'recommended' | 'optional';
  phase: 'before' | 'go-live' | 'after';
  choice: boolean;
  claimed: boolean;
  items: Shape[];
}

/** Any definition that a document can tell: at least one item in each section, none without a heading but the first. */
export function definitions(of: fc.Arbitrary<string>): fc.Arbitrary<TemplateDefinition> {
  const { item } = fc.letrec<{ item: Shape }>((tie) => ({
    item: fc.record({
      title: of,
      level: fc.constantFrom('required', 'recommended', 'optional'),
      phase: fc.constantFrom('before', 'go-live', 'after'),
      choice: fc.boolean(),
      claimed: fc.boolean(),
      items: fc.oneof({ maxDepth: 3 }, fc.constant<Shape[]>([]), fc.array(tie('item'), { maxLength: 3 })),
    }),
  }));
  const section = fc.record({
    title: fc.oneof(of, fc.constantFrom('Launch day', 'After going live', 'Post-release')),
    path: fc.array(of, { maxLength: 3 }),
    items: fc.array(item, { minLength: 1, maxLength: 4 }),
  });
  return fc
    .record({ title: of, sections: fc.array(section, { maxLength: 4 }), untitled: fc.boolean() })
    .map(({ title, sections, untitled }) => {
      let n = 0;
      const define = (shape: Shape): ItemDefinition => {
        n++;
        const id = `itm_${n}`;
        const key = `key-${n}`;
        const items = shape.items.map(define);
        return {
          id,
          key,
          title: shape.title,
          level: shape.level,
          phase: shape.phase,
          ...(shape.choice && items.length > 0 ? { settled_by: 'any_child' } : {}),
          ...(shape.claimed ? { claimed: true } : {}),
          items,
        };
      };
      return {
        title,
        sections: sections.map((made, i): SectionDefinition => {
          const heading =
            untitled && i === 0 ? { title: '', path: [] } : { title: made.title, path: made.path };
          return {
            key: heading.title === '' ? 'items' : `section-${i}`,
            ...heading,
            items: made.items.map(define),
          };
        }),
        sign_offs: [],
      };
    });
}
