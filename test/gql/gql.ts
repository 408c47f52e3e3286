/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      __typename\n      ... on GenerateImageSuccess {\n        generations {\n          id\n          status\n          revision\n          warnings\n          plan {\n            index\n            rows\n            columns\n            width\n            height\n            workShare\n          }\n          recipe {\n            class {\n              name\n            }\n            seed\n            imageIndex\n          }\n        }\n      }\n      ... on InvalidInputError {\n        field\n        given\n        allowed\n      }\n      ... on NotFoundError {\n        kind\n        key\n        suggestions\n      }\n      ... on IdempotencyConflictError {\n        idempotencyKey\n      }\n      ... on QueueFullError {\n        limit\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.GenerateImageDocument,
    "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          id\n          status\n          revision\n        }\n      }\n      ... on NotFoundError {\n        kind\n        key\n      }\n    }\n  }\n": typeof types.CancelGenerationDocument,
    "\n  query FindGeneration($id: ID!) {\n    generation(id: $id) {\n      id\n      status\n      revision\n      failure {\n        code\n        message\n      }\n      queue {\n        position\n        estimatedSeconds\n      }\n      scales {\n        id\n        index\n        digest\n        tokens\n        image {\n          url\n          width\n          height\n          mediaType\n        }\n      }\n      bestScale {\n        index\n      }\n      createdAt\n      startedAt\n      finishedAt\n    }\n  }\n": typeof types.FindGenerationDocument,
    "\n  query CountGenerations {\n    generations(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.CountGenerationsDocument,
    "\n  subscription Watch($id: ID, $after: Integer, $scales: ScaleFilter) {\n    generationProgress(id: $id, after: $after, scales: $scales) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on GenerationSnapshot {\n        generation {\n          id\n          status\n          scales {\n            index\n          }\n        }\n      }\n      ... on StatusChanged {\n        status\n      }\n      ... on ScaleFinished {\n        scale {\n          index\n          rows\n          columns\n          image(format: PNG) {\n            url\n            dataUri\n            width\n            height\n          }\n        }\n      }\n      ... on GenerationFinished {\n        status\n      }\n    }\n  }\n": typeof types.WatchDocument,
};
const documents: Documents = {
    "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      __typename\n      ... on GenerateImageSuccess {\n        generations {\n          id\n          status\n          revision\n          warnings\n          plan {\n            index\n            rows\n            columns\n            width\n            height\n            workShare\n          }\n          recipe {\n            class {\n              name\n            }\n            seed\n            imageIndex\n          }\n        }\n      }\n      ... on InvalidInputError {\n        field\n        given\n        allowed\n      }\n      ... on NotFoundError {\n        kind\n        key\n        suggestions\n      }\n      ... on IdempotencyConflictError {\n        idempotencyKey\n      }\n      ... on QueueFullError {\n        limit\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.GenerateImageDocument,
    "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          id\n          status\n          revision\n        }\n      }\n      ... on NotFoundError {\n        kind\n        key\n      }\n    }\n  }\n": types.CancelGenerationDocument,
    "\n  query FindGeneration($id: ID!) {\n    generation(id: $id) {\n      id\n      status\n      revision\n      failure {\n        code\n        message\n      }\n      queue {\n        position\n        estimatedSeconds\n      }\n      scales {\n        id\n        index\n        digest\n        tokens\n        image {\n          url\n          width\n          height\n          mediaType\n        }\n      }\n      bestScale {\n        index\n      }\n      createdAt\n      startedAt\n      finishedAt\n    }\n  }\n": types.FindGenerationDocument,
    "\n  query CountGenerations {\n    generations(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.CountGenerationsDocument,
    "\n  subscription Watch($id: ID, $after: Integer, $scales: ScaleFilter) {\n    generationProgress(id: $id, after: $after, scales: $scales) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on GenerationSnapshot {\n        generation {\n          id\n          status\n          scales {\n            index\n          }\n        }\n      }\n      ... on StatusChanged {\n        status\n      }\n      ... on ScaleFinished {\n        scale {\n          index\n          rows\n          columns\n          image(format: PNG) {\n            url\n            dataUri\n            width\n            height\n          }\n        }\n      }\n      ... on GenerationFinished {\n        status\n      }\n    }\n  }\n": types.WatchDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      __typename\n      ... on GenerateImageSuccess {\n        generations {\n          id\n          status\n          revision\n          warnings\n          plan {\n            index\n            rows\n            columns\n            width\n            height\n            workShare\n          }\n          recipe {\n            class {\n              name\n            }\n            seed\n            imageIndex\n          }\n        }\n      }\n      ... on InvalidInputError {\n        field\n        given\n        allowed\n      }\n      ... on NotFoundError {\n        kind\n        key\n        suggestions\n      }\n      ... on IdempotencyConflictError {\n        idempotencyKey\n      }\n      ... on QueueFullError {\n        limit\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      __typename\n      ... on GenerateImageSuccess {\n        generations {\n          id\n          status\n          revision\n          warnings\n          plan {\n            index\n            rows\n            columns\n            width\n            height\n            workShare\n          }\n          recipe {\n            class {\n              name\n            }\n            seed\n            imageIndex\n          }\n        }\n      }\n      ... on InvalidInputError {\n        field\n        given\n        allowed\n      }\n      ... on NotFoundError {\n        kind\n        key\n        suggestions\n      }\n      ... on IdempotencyConflictError {\n        idempotencyKey\n      }\n      ... on QueueFullError {\n        limit\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          id\n          status\n          revision\n        }\n      }\n      ... on NotFoundError {\n        kind\n        key\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          id\n          status\n          revision\n        }\n      }\n      ... on NotFoundError {\n        kind\n        key\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindGeneration($id: ID!) {\n    generation(id: $id) {\n      id\n      status\n      revision\n      failure {\n        code\n        message\n      }\n      queue {\n        position\n        estimatedSeconds\n      }\n      scales {\n        id\n        index\n        digest\n        tokens\n        image {\n          url\n          width\n          height\n          mediaType\n        }\n      }\n      bestScale {\n        index\n      }\n      createdAt\n      startedAt\n      finishedAt\n    }\n  }\n"): (typeof documents)["\n  query FindGeneration($id: ID!) {\n    generation(id: $id) {\n      id\n      status\n      revision\n      failure {\n        code\n        message\n      }\n      queue {\n        position\n        estimatedSeconds\n      }\n      scales {\n        id\n        index\n        digest\n        tokens\n        image {\n          url\n          width\n          height\n          mediaType\n        }\n      }\n      bestScale {\n        index\n      }\n      createdAt\n      startedAt\n      finishedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CountGenerations {\n    generations(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CountGenerations {\n    generations(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Watch($id: ID, $after: Integer, $scales: ScaleFilter) {\n    generationProgress(id: $id, after: $after, scales: $scales) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on GenerationSnapshot {\n        generation {\n          id\n          status\n          scales {\n            index\n          }\n        }\n      }\n      ... on StatusChanged {\n        status\n      }\n      ... on ScaleFinished {\n        scale {\n          index\n          rows\n          columns\n          image(format: PNG) {\n            url\n            dataUri\n            width\n            height\n          }\n        }\n      }\n      ... on GenerationFinished {\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription Watch($id: ID, $after: Integer, $scales: ScaleFilter) {\n    generationProgress(id: $id, after: $after, scales: $scales) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on GenerationSnapshot {\n        generation {\n          id\n          status\n          scales {\n            index\n          }\n        }\n      }\n      ... on StatusChanged {\n        status\n      }\n      ... on ScaleFinished {\n        scale {\n          index\n          rows\n          columns\n          image(format: PNG) {\n            url\n            dataUri\n            width\n            height\n          }\n        }\n      }\n      ... on GenerationFinished {\n        status\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;