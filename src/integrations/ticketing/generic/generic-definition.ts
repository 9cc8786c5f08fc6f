/** A request to an unlisted tool. URL (behind the base URL), headers and every text of the body are templates. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as a form where `form` is true. */
  readonly body?: unknown;
  readonly form?: boolean;
}

/** Where the members of a ticket are in an answer or a call: JSON pointers (RFC 6901). */
export interface TicketPaths {
  readonly id: string;
  readonly key?: string;
  readonly url?: string;
  readonly status?: string;
  readonly updated_at?: string;
  readonly changed_at?: string;
  /** What the user that changed it last is known by. */
  readonly changed_by?: string;
  readonly text?: string;
}

export interface InboundTemplate {
  /** `hmac`: hex HMAC-SHA-256 of the body in a header; `token`: the secret itself in a header; `standard`: Standard Webhooks. */
  readonly verify: 'hmac' | 'token' | 'standard';
  readonly header?: string;
  /** In front of the hex, such as `sha256=`. */
  readonly prefix?: string;
  /** Header with Unix seconds; it is refused when five minutes away, and part of what is signed: `<seconds>.<body>`. */
  readonly timestamp_header?: string;
  readonly delivery_header?: string;
  readonly ticket: TicketPaths;
}

/** How an unlisted tool is spoken to. What is left out, it cannot do. */
export interface GenericDefinition {
  /** Headers of every request. `{{ secret }}` is the connection's secret. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly whoami?: { readonly request: RequestTemplate; readonly id: string };
  readonly create: { readonly request: RequestTemplate; readonly ticket: TicketPaths };
  /** `list`: pointer to the list of tickets in the answer; each is looked at with `ticket`. */
  readonly find?: { readonly request: RequestTemplate; readonly list: string; readonly ticket: TicketPaths };
  readonly read?: { readonly request: RequestTemplate; readonly ticket: TicketPaths };
  readonly update?: { readonly request: RequestTemplate };
  readonly comment?: { readonly request: RequestTemplate };
  readonly comments?: { readonly request: RequestTemplate; readonly list: string; readonly text: string };
  readonly close?: { readonly request: RequestTemplate };
  readonly reopen?: { readonly request: RequestTemplate };
  readonly changes?: {
    readonly request: RequestTemplate;
    readonly list: string;
    readonly ticket: TicketPaths;
  };
  readonly inbound?: InboundTemplate;
  /** Page of a ticket for people, where no answer says it. */
  readonly url?: string;
  /** Statuses that leave nothing to do. */
  readonly closed: readonly string[];
  readonly find_lag_seconds?: number;
}
