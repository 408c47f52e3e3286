import { graphql } from '../gql/gql.ts';

/** What recorded pictures ask for besides the mutations that other tests send, too. */

export const followStatus = graphql(`
  subscription FollowStatus($id: ID!) {
    generationProgress(id: $id, scales: { indices: [] }) {
      __typename
      ... on GenerationSnapshot {
        generation {
          status
        }
      }
      ... on StatusChanged {
        status
      }
      ... on GenerationFinished {
        status
      }
    }
  }
`);

export const showPicture = graphql(`
  query ShowPicture($id: ID!) {
    generation(id: $id) {
      status
      operation
      scales {
        rows
        columns
        tokens
        digest
      }
      bestScale {
        index
        image(format: PNG) {
          url
          width
          height
        }
      }
    }
  }
`);

export const findScale = graphql(`
  query FindScale($id: ID!) {
    generation(id: $id) {
      scales {
        id
      }
    }
  }
`);
