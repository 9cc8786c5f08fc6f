/** The tenant of a default installation. */
export const DEFAULT_TENANT = 'default';

/** Injection token of the Config (config.ts): an interface has no class to stand for it. */
export const CONFIG = Symbol('Config');
