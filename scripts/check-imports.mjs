import { cruise } from 'dependency-cruiser';
import readRules from 'dependency-cruiser/config-utl/extract-depcruise-options';
import readTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

// Checks who imports whom by .dependency-cruiser.cjs (docs/adr/0005-imports.md). A check that reads nothing passes, so
// it also fails when hardly a module was found, or when a rule is about no module any more.

const FEWEST_MODULES = 200;
/** Rules about folders that are made when the first file goes there. */
const AHEAD_OF_THEIR_FOLDERS = new Set(['integrations-by-events-and-commands']);

const options = await readRules('./.dependency-cruiser.cjs');
const { output } = await cruise(['src'], options, null, { tsConfig: readTsConfig('tsconfig.json') });
const { summary, modules } = output;

const comments = new Map(options.ruleSet.forbidden.map(({ name, comment }) => [name, comment]));
const findings = summary.violations.map(({ rule, from, to, cycle }) => {
  const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  return `${from} → ${way}\n    ${rule.name}: ${comments.get(rule.name)}`;
});
const own = modules.map(({ source }) => source).filter((source) => source.startsWith('src/'));
if (own.length < FEWEST_MODULES)
  findings.push(`only ${own.length} modules of src were read; at least ${FEWEST_MODULES} are there`);
if (summary.totalDependenciesCruised < own.length) findings.push('hardly an import was followed');
for (const { name, from } of options.ruleSet.forbidden)
  if (!AHEAD_OF_THEIR_FOLDERS.has(name) && !own.some((source) => isAbout(from, source)))
    findings.push(`the rule ${name} is about no module: has a folder been renamed?`);
for (const finding of findings) console.error(finding);
console.error(
  `${own.length} modules, ${summary.totalDependenciesCruised} imports, ${findings.length} findings.`,
);
if (findings.length > 0) process.exit(1);

function isAbout({ path, pathNot }, source) {
  return matches(path ?? '', source) && !(pathNot && matches(pathNot, source));
}

function matches(pattern, text) {
  return [pattern].flat().some((one) => new RegExp(one).test(text));
}
