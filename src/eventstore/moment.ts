/** When something is asked for: as the log was at a position, and judged at a time. Both null: now. */
export interface Moment {
  readonly atPosition: number | null;
  readonly asOf: string | null;
}

export const NOW: Moment = { atPosition: null, asOf: null };

export function isNow({ atPosition, asOf }: Moment): boolean {
  return atPosition === null && asOf === null;
}
