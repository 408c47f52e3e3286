/** Options that do not go together, or miss something; the message is for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
