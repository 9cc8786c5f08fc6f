/** What may stand in a statement: a value, sent apart from the text, or a part, whose text is put in. */
export type Parameter = string | number | bigint | boolean | Date | Uint8Array | null | Part;

export interface StatementText {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether the server keeps the plan: for texts that are constants, or of a few forms. */
  readonly isPrepared: boolean;
}

/** A piece of a statement with its values, of which statements are composed. */
export class Part {
  readonly strings: readonly string[];
  readonly parameters: readonly Parameter[];

  constructor(strings: readonly string[], parameters: readonly Parameter[]) {
    this.strings = strings;
    this.parameters = parameters;
  }
}

/** A piece of a statement by template: every value becomes a parameter, every part a piece of the text. */
export function part(strings: TemplateStringsArray, ...parameters: Parameter[]): Part {
  return new Part(strings, parameters);
}

/** The whole text with its parameters numbered. Throws TypeError where a value is undefined. */
export function composed(whole: Part): StatementText {
  const values: unknown[] = [];
  return { text: textOf(whole, values), values, isPrepared: true };
}

function textOf({ strings, parameters }: Part, values: unknown[]): string {
  let text = strings[0] ?? '';
  for (const [index, parameter] of parameters.entries()) {
    if (parameter instanceof Part) text += textOf(parameter, values);
    else {
      if (parameter === undefined) throw new TypeError(`a value of "${text.trim()}" is undefined`);
      values.push(parameter);
      text += `$${values.length}`;
    }
    text += strings[index + 1] ?? '';
  }
  return text;
}
