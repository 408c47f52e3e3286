import { graphql } from '../gql/gql.ts';

/** The data of a scale that every view needs. */
export const scaleParts = graphql(`
  fragment ScaleParts on Scale {
    id
    index
    rows
    columns
    width
    height
    milliseconds
    image {
      url
    }
  }
`);

/** The data of a picture that every view needs. */
export const generationParts = graphql(`
  fragment GenerationParts on Generation {
    id
    status
    revision
    operation
    createdAt
    startedAt
    finishedAt
    warnings
    failure {
      code
      message
    }
    recipe {
      class {
        index
        name
      }
      seed
      imageIndex
      guidance {
        mode
        scale
      }
      sampling {
        topK
        topP
        greedyRule
      }
      schedule {
        rows
        columns
      }
      modelName
    }
    plan {
      index
      rows
      columns
      width
      height
      workShare
      forced
    }
    scales {
      ...ScaleParts
    }
    holdAtScale
    acceptedScale
    queue {
      position
      estimatedSeconds
    }
    animation {
      url
    }
    edit {
      __typename
    }
    parent {
      scaleIndex
      generation {
        id
        recipe {
          class {
            name
          }
        }
        bestScale {
          image(maxEdge: 160) {
            url
          }
        }
      }
    }
  }
`);
