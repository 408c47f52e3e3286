import { graphql } from '../gql/gql.ts';

/** The operations that tests of editing and steering send. */

export const inpaintImage = graphql(`
  mutation InpaintImage($input: InpaintImageInput!) {
    inpaintImage(input: $input) {
      __typename
      ... on InpaintImageSuccess {
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
  }
`);

export const expandImage = graphql(`
  mutation ExpandImage($input: ExpandImageInput!) {
    expandImage(input: $input) {
      __typename
      ... on ExpandImageSuccess {
        generations {
          id
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

export const refineImage = graphql(`
  mutation RefineImage($input: RefineImageInput!) {
    refineImage(input: $input) {
      __typename
      ... on RefineImageSuccess {
        generations {
          id
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

export const branchGeneration = graphql(`
  mutation BranchGeneration($input: BranchGenerationInput!) {
    branchGeneration(input: $input) {
      __typename
      ... on BranchGenerationSuccess {
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

export const editPlan = graphql(`
  query PlanEdit($input: EditInput!) {
    editPlan(input: $input) {
      __typename
      ... on EditPlan {
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
