import type { Input } from './inputs.js';
import type { OperationValue } from './operation.js';
import { kebab } from './option-values.js';
import type { RouteSpec } from './route-spec.js';

const BY_NAME: Readonly<Record<string, string>> = {
  project: 'payments-api',
  checklist: 'go-live',
  item: 'ha-setup.test-the-restore',
  gate: 'go-live',
  template: 'go-live',
  position: '42',
  version: '2',
  from: '10',
  to: '20',
};

/** Arguments and options of an example: what is required, with the examples of the API's description. */
export function exampleOf({ example }: RouteSpec, inputs: readonly Input[]): string {
  if (example !== undefined) return example;
  const required = inputs.filter((input) => input.required && input.preset === undefined);
  return required
    .filter(
      ({ name, place }) =>
        !(name === 'checklist' && place === 'path' && required.some((one) => one.name === 'item')),
    )
    .map((input) => (input.isArgument ? textOf(input) : `--${kebab(input.name)} ${textOf(input)}`))
    .join(' ');
}

function textOf({ name, type, example, choices, format }: OperationValue): string {
  const value =
    example ?? choices?.[0] ?? BY_NAME[name] ?? (format === 'date-time' ? '2026-03-31T00:00:00Z' : null);
  if (value === null) return type === 'string' ? name.toUpperCase().replaceAll('_', '-') : fallback(type);
  const isText = typeof value === 'string' && type !== 'json';
  const text = isText
    ? value
    : type === 'list' && Array.isArray(value)
      ? value.join(',')
      : JSON.stringify(value);
  return /^[\w.:/+@,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function fallback(type: OperationValue['type']): string {
  switch (type) {
    case 'integer':
    case 'number':
      return '1';
    case 'boolean':
      return 'true';
    case 'json':
      return "'{}'";
    case 'string':
    case 'list':
      return 'a';
  }
}
