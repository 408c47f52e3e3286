import { graphql } from '../gql/gql.ts';

/** The operations that tests of editing and steering send. */

export const creation = graphql(`
  fragment Creation on CreateGenerationsResult {
    __typename
    ... on GenerationsCreated {
      generations {
        id
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
    }
    ... on Error {
      message
    }
  }
`);

export const inpaintImage = graphql(`
  mutation InpaintImage($input: InpaintImageInput!) {
    inpaintImage(input: $input) {
      ...Creation
    }
  }
`);

export const expandImage = graphql(`
  mutation ExpandImage($input: ExpandImageInput!) {
    expandImage(input: $input) {
      ...Creation
    }
  }
`);

export const refineImage = graphql(`
  mutation RefineImage($input: RefineImageInput!) {
    refineImage(input: $input) {
      ...Creation
    }
  }
`);

export const branchGeneration = graphql(`
  mutation BranchGeneration($input: BranchGenerationInput!) {
    branchGeneration(input: $input) {
      ...Creation
    }
  }
`);

export const acceptGeneration = graphql(`
  mutation AcceptGeneration($id: ID!, $scale: Int!) {
    acceptGeneration(input: { id: $id, scale: $scale }) {
      __typename
      ... on AcceptGenerationSuccess {
        generation {
          status
          acceptedScale
          bestScale {
            index
          }
        }
      }
      ... on GenerationStateError {
        status
        allowedStatuses
      }
      ... on InvalidInputError {
        field
        given
        allowed
      }
      ... on NotFoundError {
        kind
        key
      }
      ... on Error {
        message
      }
    }
  }
`);

export const holdGeneration = graphql(`
  mutation HoldGeneration($id: ID!, $scale: Int) {
    holdGeneration(input: { id: $id, scale: $scale }) {
      __typename
      ... on HoldGenerationSuccess {
        generation {
          status
          holdAtScale
        }
      }
      ... on GenerationStateError {
        status
        allowedStatuses
      }
      ... on InvalidInputError {
        field
        given
        allowed
      }
      ... on Error {
        message
      }
    }
  }
`);

export const resumeGeneration = graphql(`
  mutation ResumeGeneration($id: ID!, $holdAtScale: Int) {
    resumeGeneration(input: { id: $id, holdAtScale: $holdAtScale }) {
      __typename
      ... on ResumeGenerationSuccess {
        generation {
          status
          holdAtScale
        }
      }
      ... on GenerationStateError {
        status
        allowedStatuses
      }
      ... on InvalidInputError {
        field
        given
        allowed
      }
      ... on Error {
        message
      }
    }
  }
`);

export const showEdit = graphql(`
  query ShowEdit($id: ID!) {
    generation(id: $id) {
      operation
      status
      warnings
      parent {
        generation {
          id
        }
        scaleIndex
      }
      branches(first: 10) {
        edges {
          node {
            id
            operation
          }
        }
        pageInfo {
          hasNextPage
        }
      }
      plan {
        index
        width
        height
        forced
        mask {
          rows
          sampledCells
          dataUri
        }
      }
      edit {
        __typename
        ... on PictureEdit {
          source {
            digest
            width
            height
            dataUri
          }
          scaledSource {
            width
            height
            dataUri
          }
          mapping {
            sourceSize {
              width
              height
            }
            canvas {
              width
              height
            }
            source {
              left
              top
              width
              height
            }
            crop {
              left
              top
              width
              height
            }
          }
          notes
        }
        ... on InpaintEdit {
          mask {
            width
            dataUri
          }
          fromScale
          feather
        }
        ... on ExpandEdit {
          mask {
            width
            dataUri
          }
          feather
        }
        ... on RefineEdit {
          fidelity
        }
        ... on BranchEdit {
          scale
          picture {
            __typename
            notes
          }
        }
      }
      bestScale {
        id
        index
        width
        height
        digest
        tokens
        image(format: PNG) {
          url
          dataUri
          width
          height
        }
      }
      scales {
        id
        tokens
        digest
      }
    }
  }
`);

export const requestPlan = graphql(`
  query PlanRequest($input: RequestInput!) {
    requestPlan(input: $input) {
      __typename
      ... on RequestPlan {
        warnings
        recipe {
          seed
          classIndex
          modelName
        }
        plan {
          index
          width
          height
          forced
          mask {
            rows
            sampledCells
            dataUri
          }
        }
        edit {
          __typename
          ... on PictureEdit {
            source {
              digest
              dataUri
            }
            mapping {
              canvas {
                width
                height
              }
            }
            notes
          }
        }
      }
      ... on InvalidInputError {
        field
        given
        allowed
      }
      ... on Error {
        message
      }
    }
  }
`);
