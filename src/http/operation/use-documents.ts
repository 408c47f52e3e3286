import { type DocumentNode, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { nameWrongValues } from './name-wrong-values.ts';
import { checkDocument, parseDocument } from './parse-document.ts';

/** Size of the document cache, in bytes. */
const roomForDocuments = 16 * 2 ** 20;

/** Memory of a parsed document per character; up to 35 was measured. */
const bytesPerCharacter = 40;

/**
 * Parses documents within limits, for HTTP and WebSocket. Valid documents are cached in bounded memory, so that
 * repeated operations are parsed and validated once; invalid ones are not cached.
 */
export function useDocuments(): Plugin {
  const known = new LRUCache<string, DocumentNode>({
    maxSize: roomForDocuments,
    // No single document evicts more than a few others.
    maxEntrySize: roomForDocuments / 8,
    sizeCalculation: (_document, text) => (text.length + 1) * bytesPerCharacter,
  });
  const valid = new WeakSet<DocumentNode>();
  const texts = new WeakMap<DocumentNode, string>();
  return {
    onParse({ params: { source }, setParseFn, setParsedDocument }) {
      const text = typeof source === 'string' ? source : source.body;
      const document = known.get(text);
      if (document) return setParsedDocument(document);
      checkDocument(text);
      setParseFn((_source, options) => {
        const parsed = parseDocument(text, options);
        texts.set(parsed, text);
        return parsed;
      });
    },
    onValidate({ params: { documentAST }, setResult: setKnown }) {
      if (valid.has(documentAST)) return setKnown([]);
      return ({ valid: isValid, result, setResult }) => {
        if (!isValid)
          return setResult(
            nameWrongValues(
              documentAST,
              result.filter(error => error instanceof GraphQLError),
            ),
          );
        const text = texts.get(documentAST);
        if (text === undefined) return;
        valid.add(documentAST);
        known.set(text, documentAST);
      };
    },
  };
}
