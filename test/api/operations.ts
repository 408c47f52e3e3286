import { graphql } from '../gql/gql.ts';

/** The operations that several tests send. */

export const generateImage = graphql(`
  mutation GenerateImage($input: GenerateImageInput!) {
    generateImage(input: $input) {
      __typename
      ... on GenerationsCreated {
        generations {
          id
          status
          revision
          warnings
          plan {
            index
            rows
            columns
            width
            height
            workShare
          }
          recipe {
            class {
              name
            }
            seed
            imageIndex
          }
        }
      }
      ... on InvalidInputError {
        field
        given
        allowed
      }
      ... on NotFoundError {
        kind
        key
        suggestions
      }
      ... on IdempotencyConflictError {
        idempotencyKey
      }
      ... on QueueFullError {
        limit
      }
      ... on Error {
        message
      }
    }
  }
`);

export const cancelGeneration = graphql(`
  mutation CancelGeneration($id: ID!) {
    cancelGeneration(input: { id: $id }) {
      __typename
      ... on CancelGenerationSuccess {
        generation {
          id
          status
          revision
        }
      }
      ... on NotFoundError {
        kind
        key
      }
    }
  }
`);

export const findGeneration = graphql(`
  query FindGeneration($id: ID!) {
    generation(id: $id) {
      id
      status
      revision
      failure {
        code
        message
      }
      queue {
        position
        estimatedSeconds
      }
      scales {
        id
        index
        digest
        tokens
        image {
          url
          width
          height
          mediaType
        }
      }
      bestScale {
        index
      }
      createdAt
      startedAt
      finishedAt
    }
  }
`);

export const countGenerations = graphql(`
  query CountGenerations {
    generations(first: 100) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

export const watch = graphql(`
  subscription Watch($id: ID, $after: Int, $scales: ScaleFilter) {
    generationProgress(id: $id, after: $after, scales: $scales) {
      __typename
      ... on ProgressEvent {
        revision
      }
      ... on GenerationSnapshot {
        generation {
          id
          status
          scales {
            index
          }
        }
      }
      ... on StatusChanged {
        status
      }
      ... on ScaleFinished {
        scale {
          index
          rows
          columns
          image(format: PNG) {
            url
            dataUri
            width
            height
          }
        }
      }
      ... on GenerationFinished {
        status
      }
    }
  }
`);
