import type { ProblemCode } from '../../../src/http/problem-codes.js';
import type { Caller } from './scene.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** How a request differs from the right one of its route. */
export interface Change {
  /** Path without the query; `{project}` stands for the id in the scene. */
  readonly path?: string;
  /** Without the question mark. */
  readonly query?: string;
  /** Sent as JSON. */
  readonly body?: Json;
  /** Sent as it is, under the content type of the route or of `headers`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no credential. */
  readonly as?: Caller | null;
}

/** A request that is wrong, and what the answer says of it. */
export interface ErrorCase extends Change {
  readonly name: string;
  readonly code: ProblemCode;
  /**
   * Where the faults are, each once: `/name` in the body, `query /limit`, `path /item`, `header /If-Match`; the empty
   * text is the body itself. Left out: no member is at fault.
   */
  readonly at?: readonly string[];
}

/** A route as its error tests need to know it. */
export interface RouteSpec {
  /** `public`: takes no credential. Which scope the others ask for is in docs/access.md (access-matrix.spec.ts). */
  readonly right: 'read' | 'write' | 'audit' | 'admin' | 'public';
  /** Who sends it, where not the admin: some things take another person. */
  readonly as?: Caller;
  /** The right request: what errors are made of, and sent itself at the end. */
  readonly path: string;
  readonly query?: string;
  readonly body?: JsonObject;
  /** Sent beside what every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of a route that takes text. */
  readonly text?: string;
  /** Status of its answer. */
  readonly status: number;
  /** `projection`: the answer says which position it reflects. `events`: a write that tells its events. */
  readonly answers: 'projection' | 'events' | 'other';
  /** What the answer says of caches; left out: no-store. */
  readonly cached?: string;
  readonly takesIfMatch?: boolean;
  /** Another system calls it, with a body and headers of its own. */
  readonly isCall?: boolean;
  /** The part of the path that it defines: any name will do. */
  readonly definesName?: string;
  /** The parameters of the query that it knows; left out where it knows none. */
  readonly queries?: readonly string[];
  readonly errors: readonly ErrorCase[];
}

/** By method and path as they are registered: `GET /v1/projects/:project`. */
export type RouteTable = Readonly<Record<string, RouteSpec>>;
