const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** Such as "3 min. ago". */
export function timeAgo(moment: string, now = Date.now()): string {
  const seconds = (now - Date.parse(moment)) / 1000;
  for (const [unit, length] of units) {
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  }
  return 'just now';
}
