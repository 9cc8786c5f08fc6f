import { WrongUsage } from '../failures.js';
import type { Operation, OperationValue } from './operation.js';
import { kebab } from './option-values.js';
import type { RouteSpec } from './route-spec.js';

/** One value that a command takes. */
export interface Input extends OperationValue {
  readonly place: 'path' | 'query' | 'body';
  readonly isArgument: boolean;
  /** What it is where nobody gives it. */
  readonly preset?: string;
}

/** Names in a path that are rather options: they stay the same from command to command. */
const OPTIONS = ['project', 'checklist', 'gate'];

/** The arguments, in order, and options of a route's command. */
export function inputsOf(operation: Operation, spec: RouteSpec): readonly Input[] {
  const { leaveOut = [], defaults = {} } = spec;
  const names = operation.path_names.map(({ name }) => name);
  const positional = spec.positional ?? names.filter((name) => isArgument(name, names, spec.words));
  const placed = (values: readonly OperationValue[], place: Input['place']): Input[] =>
    values.map((value) => {
      const preset =
        defaults[value.name] ?? (place === 'path' && value.name === 'gate' ? 'go-live' : undefined);
      const isGiven = positional.includes(value.name);
      return { ...value, place, isArgument: isGiven, ...(preset !== undefined && !isGiven && { preset }) };
    });
  const all = [
    ...placed(operation.path_names, 'path'),
    ...placed(operation.query, 'query').filter(({ name }) => name !== 'limit'),
    ...placed(operation.body?.members ?? [], 'body'),
  ].filter(({ name, place }) => place === 'path' || !leaveOut.includes(name));
  const order = (input: Input): number =>
    input.isArgument ? positional.indexOf(input.name) : positional.length;
  return all.toSorted((one, other) => order(one) - order(other));
}

/** `gate show GATE`, but `gate sign --gate GATE`; a project is one only of what is about projects alone. */
function isArgument(name: string, names: readonly string[], words: string): boolean {
  if (!OPTIONS.includes(name)) return true;
  return name === names.at(-1) && words.split(' ')[0] === name;
}

/** What a command was given, by place and by the names that the API has. */
export interface Given {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | number | boolean>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Puts each value into its place. */
export function placeValues(
  inputs: readonly Input[],
  valueOf: (input: Input) => unknown,
  body: Readonly<Record<string, unknown>>,
): Given {
  const given = { path: {}, query: {}, body: { ...body } } as Record<string, Record<string, unknown>>;
  for (const input of inputs) {
    const typed = valueOf(input);
    // The parser of options makes an empty text of the null that takes something away. Elsewhere than in a body it is nothing.
    const inBody = typed === '' && input.nullable === true ? null : typed;
    const asked = input.place === 'body' ? inBody : (typed ?? input.preset);
    if (asked === undefined) continue;
    (given[input.place] as Record<string, unknown>)[input.name] =
      input.place === 'query' && Array.isArray(asked) ? asked.join(',') : asked;
  }
  return given as unknown as Given;
}

/** @throws WrongUsage for what is required and was not given */
export function checkRequired(
  inputs: readonly Input[],
  { path, query, body }: Given,
  isWholeBody: boolean,
): void {
  const places: Readonly<Record<Input['place'], object>> = { path, query, body };
  for (const { name, place, required, isArgument } of inputs) {
    // Which checklist is meant can be found out.
    if (!required || name in places[place] || (place === 'path' && name === 'checklist')) continue;
    if (place === 'body' && isWholeBody) continue;
    throw new WrongUsage(
      isArgument
        ? `missing required argument '${kebab(name)}'`
        : `required option '--${kebab(name)}' not specified`,
    );
  }
}
