import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { SUBJECT_FILES } from './subject.js';

const SRC = new URL('../../src/', import.meta.url).pathname;

/** Files whose rules a fault is put into. */
export const RULE_FILES = [
  'features/items/standing.rules.ts',
  'features/items/settlement.rules.ts',
  'features/items/summary.rules.ts',
  'features/items/instants.rules.ts',
  'features/readiness/readiness.rules.ts',
  'features/readiness/counts.rules.ts',
  'features/readiness/sign-off-reasons.rules.ts',
  'features/gates/sign-offs.rules.ts',
  'features/checklists/projections/item-changes.ts',
  'features/checklists/projections/checklist-changes.ts',
  'features/checklists/projections/project-changes.ts',
] as const;

/** A place where a rule can be turned into another one. */
export interface Mutation {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What it is, for people. */
  readonly name: string;
}

const SWAPS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.LessThanToken, '>'],
  [ts.SyntaxKind.GreaterThanToken, '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '<'],
]);
const WORDS = new Map([
  ['open', 'failed'],
  ['checked', 'open'],
  ['failed', 'open'],
  ['not_applicable', 'checked'],
  ['waived', 'checked'],
  ['required', 'optional'],
  ['any_child', 'all_children'],
  ['approve', 'acknowledge'],
  ['reject', 'approve'],
  ['pending', 'relaxed'],
  ['above', 'section'],
]);

/** All places of a file where an operator or a word of the rules can be swapped. Types are left alone. */
export function mutationsOf(file: string): Mutation[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const add = (node: ts.Node, by: string): void => {
    const from = node.getStart(source);
    const { line } = source.getLineAndCharacterOfPosition(from);
    const name = `${file}:${line + 1} ${node.getText(source)} becomes ${by}`;
    found.push({ file, from, to: node.getEnd(), text: by, name });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const by = SWAPS.get(node.operatorToken.kind);
      if (by !== undefined) add(node.operatorToken, by);
    }
    if (ts.isStringLiteral(node) && WORDS.has(node.text)) add(node, `'${WORDS.get(node.text) ?? ''}'`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const OPTIONS = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};
/** Files without a fault as JavaScript: they are the same for every mutant. */
const compiled = new Map<string, string>();

function javaScriptOf(text: string): string {
  return ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText;
}

function withoutFault(file: string): string {
  const known = compiled.get(file) ?? javaScriptOf(readFileSync(join(SRC, file), 'utf8'));
  compiled.set(file, known);
  return known;
}

function withFault({ file, from, to, text }: Mutation): string {
  const right = readFileSync(join(SRC, file), 'utf8');
  return javaScriptOf(right.slice(0, from) + text + right.slice(to));
}

/** Writes the code under test, with one fault in it, as JavaScript into a folder; gives the folder. */
export function writeMutant(folder: string, mutation: Mutation): URL {
  const done = new Set<string>();
  const copy = (file: string): void => {
    if (done.has(file)) return;
    done.add(file);
    const outputText = file === mutation.file ? withFault(mutation) : withoutFault(file);
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    for (const [, path = ''] of outputText.matchAll(/from '(\.[^']+)\.js'/g))
      copy(normalize(join(dirname(file), `${path}.ts`)));
  };
  for (const file of SUBJECT_FILES) copy(file);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return pathToFileURL(`${folder}/`);
}
