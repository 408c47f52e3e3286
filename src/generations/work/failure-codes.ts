/** Codes of failed generations. */
export const failureCodes = {
  /** The engine failed repeatedly. */
  engine: 'ENGINE_FAILED',
  /** Interrupted repeatedly by something other than the engine, such as a crash of the server. */
  interrupted: 'INTERRUPTED_TOO_OFTEN',
} as const;
