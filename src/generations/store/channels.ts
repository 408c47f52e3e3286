/** Notification channels. Payloads are ids only; whoever is notified reads the rest. */
export const channels = {
  /** `<generation id>:<revision>` for every event. */
  event: 'flexvar_event',
  /** A run can be claimed; no payload. */
  work: 'flexvar_work',
  /** Id of a running generation that is to stop: canceled, or accepted. */
  stop: 'flexvar_stop',
} as const;
