import { type DocumentNode, GraphQLError, Lexer, type ParseOptions, parse, Source, TokenKind } from 'graphql';

/** Limits of an operation's text, checked before parsing. */
export interface DocumentLimits {
  /** Length of the text, including comments and white space. */
  readonly characters: number;
  /** Number of names, punctuators and values, which determine the cost of parsing and validation. */
  readonly tokens: number;
  /** Nesting depth of braces, brackets and parentheses, because later stages are recursive. */
  readonly nesting: number;
  /** Length of a name, because responses repeat names for every entry. */
  readonly nameCharacters: number;
}

/**
 * Several times the size of real operations: GraphiQL's introspection has 184 tokens, the studio's largest operation
 * 183.
 */
export const documentLimits: DocumentLimits = {
  characters: 100_000,
  tokens: 2000,
  nesting: 60,
  nameCharacters: 200,
};

/** Above this length, errors have no locations, because finding a line scans the whole text for every error. */
const locatedCharacters = 20_000;

const opening: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const closing: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** @param text within the limits. @throws GraphQLError if it is not a valid document. */
export function parseDocument(text: string, options: ParseOptions | undefined): DocumentNode {
  return parse(text, {
    ...options,
    maxTokens: documentLimits.tokens,
    noLocation: text.length > locatedCharacters,
  });
}

/** @throws GraphQLError with status 400 if the text exceeds the limits. */
export function checkDocument(text: string, limits = documentLimits): void {
  if (text.length > limits.characters) {
    throw refused('QUERY_TOO_LONG', `has ${text.length} characters`, limits.characters);
  }
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let count = 1; advances(lexer); count++) {
    const { kind, value } = lexer.token;
    if (opening.includes(kind)) depth++;
    if (closing.includes(kind)) depth--;
    if (depth > limits.nesting) {
      throw refused('QUERY_TOO_DEEP', `nests more than ${limits.nesting} levels`, limits.nesting);
    }
    if (count > limits.tokens) {
      throw refused('QUERY_TOO_LONG', `has more than ${limits.tokens} tokens`, limits.tokens);
    }
    if (kind === TokenKind.NAME && value.length > limits.nameCharacters) {
      throw refused('NAME_TOO_LONG', `has a name of ${value.length} characters`, limits.nameCharacters);
    }
  }
}

/** False at the end and at invalid tokens, which the parser reports. */
function advances(lexer: Lexer): boolean {
  try {
    return lexer.advance().kind !== TokenKind.EOF;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

function refused(code: string, what: string, limit: number): GraphQLError {
  return new GraphQLError(
    `The operation ${what}; at most ${limit} are allowed. Pictures and other large values belong in the variables.`,
    { extensions: { code, limit, http: { status: 400 } } },
  );
}
