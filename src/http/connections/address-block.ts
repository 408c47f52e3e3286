/**
 * The unit that counts as one sender: an IPv4 address, or the /64 prefix of an IPv6 address, whose other 64 bits its
 * owner can choose freely.
 */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [front = '', back] = (address.split('%')[0] ?? '').split('::');
  const groups = front.split(':').filter(group => group !== '');
  if (back !== undefined) {
    const last = back.split(':').filter(group => group !== '');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
