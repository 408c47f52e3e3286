/** Notification channels. Payloads are ids; listeners read the rest. */
export const channels = {
  /** `<generation id>:<revision>` for every event. */
  event: 'flexvar_event',
  /** A run became claimable; no payload. */
  work: 'flexvar_work',
  /** Id of a running generation that must stop because it was canceled or accepted. */
  stop: 'flexvar_stop',
} as const;
