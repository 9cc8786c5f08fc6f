/** A parameter of an operation, or a member of its body, as an option or argument gives it. */
export interface OperationValue {
  /** As the API has it, in snake_case. */
  readonly name: string;
  /** `list`: texts or numbers, several. `json`: anything else, written as JSON. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'json';
  readonly required: boolean;
  readonly nullable?: boolean;
  readonly choices?: readonly (string | number | boolean)[];
  readonly about: string;
  readonly format?: string;
  readonly example?: unknown;
}

/** How an operation answers: `page` and `list` rows in `data`, `write` a resource with its position, `json` one thing. */
export type OperationAnswer =
  | {
      readonly kind: 'page' | 'list' | 'write' | 'json';
      readonly media: readonly string[];
      /** Paths of the members that a cell can show, such as `actor.id`. */
      readonly columns: readonly string[];
    }
  | { readonly kind: 'bytes' | 'stream' | 'none'; readonly media: readonly string[] };

/** What the command line knows of an operation of the API: generated from openapi.json into operations.ts. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the names of its parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly about: string;
  readonly path_names: readonly OperationValue[];
  readonly query: readonly OperationValue[];
  readonly if_match: boolean;
  readonly idempotency: boolean;
  readonly body: {
    readonly media: string;
    readonly required: boolean;
    readonly members: readonly OperationValue[];
  } | null;
  readonly answer: OperationAnswer;
}
