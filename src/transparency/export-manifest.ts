import { canonicalize, parseCanonical } from './canonical-json.js';

/** First line of a manifest's note; what is signed as a manifest can be read as nothing else. */
const MANIFEST_HEADER = 'clearance.export.v1';

/** A text that is no manifest of an export. */
export class MalformedManifest extends Error {
  override readonly name = 'MalformedManifest';
}

/** What an export says it holds. Positions and counts are numbers below 2^53. */
export interface ExportManifest {
  readonly origin: string;
  readonly epoch: number;
  /** Position of the tree's first leaf. */
  readonly first_position: number;
  /** Of the tree that everything is proved against; the checkpoint has the same. */
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Positions in the range: from the first, before the second. */
  readonly from: number;
  readonly to: number;
  /** The times that the range was asked for by, null where it has no such bound. */
  readonly from_time: string | null;
  readonly to_time: string | null;
  /** Id of the project whose events are disclosed, null: all are. */
  readonly project: string | null;
  /** How many events are disclosed. */
  readonly events: number;
  readonly created_at: string;
}

type Member = keyof ExportManifest;

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 1024;
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const FORMS: { readonly [member in Member]: (value: unknown) => boolean } = {
  origin: isText,
  epoch: isCount,
  first_position: isCount,
  size: isCount,
  root: isText,
  from: isCount,
  to: isCount,
  from_time: isTextOrNull,
  to_time: isTextOrNull,
  project: isTextOrNull,
  events: isCount,
  created_at: isText,
};

/** The note text of a manifest: its header, and its members as canonical JSON (RFC 8785) in one line. */
export function formatManifest(manifest: ExportManifest): string {
  return `${MANIFEST_HEADER}\n${canonicalize({ ...manifest })}\n`;
}

/** @throws MalformedManifest */
export function parseManifest(text: string): ExportManifest {
  const [header, json, end, ...rest] = text.split('\n');
  if (header !== MANIFEST_HEADER || json === undefined || end !== '' || rest.length > 0)
    throw new MalformedManifest(`A manifest is the line ${MANIFEST_HEADER} and one line of JSON.`);
  let value: unknown;
  try {
    value = parseCanonical(json);
  } catch (error) {
    throw new MalformedManifest('The manifest is not canonical JSON.', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedManifest('The manifest is not a JSON object.');
  const members = value as Record<string, unknown>;
  for (const [member, isOfForm] of Object.entries(FORMS))
    if (!isOfForm(members[member]))
      throw new MalformedManifest(`The manifest's ${member} is not of its form.`);
  const manifest = value as ExportManifest;
  const { first_position: first, size, from, to } = manifest;
  if (Object.keys(members).length !== Object.keys(FORMS).length)
    throw new MalformedManifest('The manifest has members that are not of its form.');
  if (!(first <= from && from <= to && to <= first + size))
    throw new MalformedManifest('The range of the manifest is not within its tree.');
  return manifest;
}
