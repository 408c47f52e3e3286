import { type DocumentNode, GraphQLError, Lexer, type ParseOptions, parse, Source, TokenKind } from 'graphql';

/** How large the text of an operation may be; checked before anything is built from it. */
export interface DocumentLimits {
  /** Length of the text, comments and white space included. */
  readonly characters: number;
  /** Names, punctuators and values: what parsing and validation take time and memory for. */
  readonly tokens: number;
  /** How deep braces, brackets and parentheses may be nested: everything after works its way down level by level. */
  readonly nesting: number;
  /** Length of a name: the answer repeats names, once an entry. */
  readonly nameCharacters: number;
}

/**
 * Several times what real clients send: GraphiQL's introspection has 184 tokens, the largest operation of the studio 183.
 */
export const documentLimits: DocumentLimits = {
  characters: 100_000,
  tokens: 2000,
  nesting: 60,
  nameCharacters: 200,
};

/** Beyond this length errors have no locations: finding a line goes through the whole text, once an error. */
const locatedCharacters = 20_000;

const opening: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const closing: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** @param text within the limits. @throws GraphQLError when it is no document. */
export function parseDocument(text: string, options: ParseOptions | undefined): DocumentNode {
  return parse(text, {
    ...options,
    maxTokens: documentLimits.tokens,
    noLocation: text.length > locatedCharacters,
  });
}

/** @throws GraphQLError that answers 400, when the text goes beyond the limits. */
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

/** False at the end, and at what is no token: that is for the parser to report. */
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
