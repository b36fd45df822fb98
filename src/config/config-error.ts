/** A file that the user wrote does not say what it must: names the file, the place in it, and what is allowed. */
export class ConfigError extends Error {}
