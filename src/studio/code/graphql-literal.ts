/** Fields whose values are enum names rather than strings. */
const enumFields = new Set(['mode', 'polarity']);

/** A value as a GraphQL literal. */
export function graphqlLiteral(value: unknown, indent = '', field = ''): string {
  if (typeof value === 'string' && enumFields.has(field)) return value;
  if (Array.isArray(value)) return `[${value.map(each => graphqlLiteral(each, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  const inOneLine = entries.every(([, each]) => typeof each !== 'object');
  if (inOneLine) {
    return `{ ${entries.map(([name, each]) => `${name}: ${graphqlLiteral(each, indent, name)}`).join(', ')} }`;
  }
  const inner = `${indent}  `;
  const lines = entries.map(([name, each]) => `${inner}${name}: ${graphqlLiteral(each, inner, name)}`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}
