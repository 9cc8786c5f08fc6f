/** Members of an API key that say whether it works. */
interface KeyTimes {
  readonly revoked_at: string | null;
  readonly expires_at: string | null;
}

/** Whether a key works at a time, in milliseconds since 1970. */
export function keyState(key: unknown, now = Date.now()): 'active' | 'expired' | 'revoked' {
  const { revoked_at: revoked, expires_at: expires } = key as KeyTimes;
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= now ? 'expired' : 'active';
}
