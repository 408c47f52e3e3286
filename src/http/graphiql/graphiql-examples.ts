import { classSearch } from '../../inference/packs/class-search.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import { graphiqlEditExamples } from './graphiql-edit-examples.ts';

/**
 * Example operations for GraphiQL tabs; each runs as is.
 * @param model the default model; null while it is not served.
 */
export function graphiqlExamples(model: ModelDescription | null): string[] {
  const hasFox = model === null || classSearch(model.labels).find('fox') !== null;
  const name = hasFox ? 'fox' : (model.labels[0]?.name ?? '');
  return [makePicture(name), watchNewest, ...graphiqlEditExamples(name), history, modelsAndClasses];
}

function makePicture(className: string): string {
  return `# 1. Make a picture: press the play button,
# then run the next tab to watch it sharpen.
mutation MakePicture {
  generateImage(input: { class: { name: ${JSON.stringify(className)} } }) {
    ... on GenerationsCreated {
      generations {
        id
        status
        recipe {
          seed
        }
        plan {
          index
          width
          height
        }
      }
    }
    ... on Error {
      message
    }
  }
}
`;
}

const watchNewest = `# 2. Watch the newest picture sharpen.
# Every scale is a picture of its own: open its url.
subscription WatchNewest {
  generationProgress {
    __typename
    ... on ProgressEvent {
      revision
    }
    ... on GenerationSnapshot {
      generation {
        id
        status
        queue {
          position
          estimatedSeconds
        }
        bestScale {
          ...Picture
        }
      }
    }
    ... on ScaleFinished {
      scale {
        ...Picture
      }
    }
    ... on StatusChanged {
      status
    }
    ... on GenerationFinished {
      status
      generation {
        bestScale {
          ...Picture
        }
        scales {
          ...Picture
        }
      }
    }
  }
}

fragment Picture on Scale {
  index
  width
  height
  image(format: PNG) {
    url
  }
}
`;

const history = `# Everything made so far, newest first.
query History {
  generations(first: 10) {
    edges {
      cursor
      node {
        id
        status
        createdAt
        recipe {
          class {
            name
          }
          seed
        }
        bestScale {
          width
          height
          image(format: PNG) {
            url
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

const modelsAndClasses = `# What there is to choose from.
query ModelsAndClasses {
  models {
    name
    title
    trainedSide
    schedules {
      name
      isDefault
      steps
      scales {
        width
        height
      }
    }
    classes(search: "f", first: 10) {
      totalCount
      edges {
        node {
          index
          name
          synonyms
          kind
        }
      }
    }
  }
}
`;
