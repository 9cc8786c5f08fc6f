import { InvalidArgumentError, Option } from 'commander';
import type { OperationValue } from './operation.js';

const SHORT: Readonly<Record<string, string>> = { project: '-p, ', checklist: '-c, ', reason: '-r, ' };

/** `expires_at` as it is typed: `expires-at`. */
export function kebab(name: string): string {
  return name.replaceAll('_', '-').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The option that gives a parameter or a member of the body. */
export function optionOf(value: OperationValue, preset?: string): Option {
  const { name, type, required } = value;
  const flag = `${SHORT[name] ?? ''}--${kebab(name)}`;
  const made = new Option(
    type === 'boolean' ? `${flag} [boolean]` : `${flag} <${placeholder(value)}>`,
    aboutOf(value, required, preset),
  );
  if (type === 'boolean') made.preset(true);
  return made.argParser((text: unknown, before: unknown) => read(value, text, before));
}

/** A text as the operation takes it: numbers as numbers, lists as lists. */
export function read(value: OperationValue, text: unknown, before?: unknown): unknown {
  const { type, nullable, choices } = value;
  if (typeof text !== 'string') return text;
  if (text === '' && nullable) return null;
  switch (type) {
    case 'string':
      return chosen(text, choices);
    case 'integer':
      if (!/^-?\d{1,16}$/.test(text)) throw new InvalidArgumentError('Give an integer.');
      return Number(text);
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw new InvalidArgumentError('Give a number.');
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('Give true or false.');
      return text === 'true';
    case 'list':
      return [
        ...(Array.isArray(before) ? before : []),
        ...text.split(',').map((one) => chosen(one, choices)),
      ];
    case 'json':
      return parsed(text, value);
  }
}

function chosen(text: string, choices: OperationValue['choices']): string {
  if (choices && !choices.includes(text))
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  return text;
}

function parsed(text: string, { name }: OperationValue): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(`${name} is written as JSON.`);
  }
}

/** What stands for a value in a usage line. */
export function placeholder({ name, type, format }: OperationValue): string {
  if (format === 'date-time') return 'time';
  if (format === 'date') return 'day';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'json') return 'json';
  return type === 'list' ? 'list' : (name.split('_').at(-1) ?? 'text').replace(/^(?:at|on|by)$/, 'text');
}

function aboutOf(
  { about, choices, type, nullable }: OperationValue,
  required: boolean,
  preset?: string,
): string {
  const words = [
    about.replace(/\.$/, ''),
    choices && !choices.some((choice) => !about.includes(`${choice}`)) ? '' : (choices?.join(', ') ?? ''),
    type === 'list' ? 'several with commas between' : '',
    nullable === true ? 'an empty text takes it away' : '',
    preset === undefined ? (required ? 'required' : '') : `left out: ${preset}`,
  ];
  return words.filter((word) => word !== '').join('; ');
}
