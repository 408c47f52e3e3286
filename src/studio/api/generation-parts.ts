import { graphql } from '../gql/gql.ts';

/** What every view of a picture needs to know of its scales. */
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

/** What every view of a picture needs to know of it. */
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
