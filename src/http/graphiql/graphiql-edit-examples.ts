/** A red ball on white, 64 x 64 pixels, PNG. */
const ball =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAgMAAADXB5lNAAAACVBMVEXcKCj/////loLNAcQ5AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAp0lEQVQ4y8XTPQ7DIAwF4EclluxcIqfwERjI/TpWPmXDj7FbpxJTw4DEJzAgHji+Gm6FAqQPwNksUIVgAJhTWp87xAnUIUwAdA3anjs3SAPyg/kpRSrQxvySIhUgAIGdmQ0UhdQgK8RFIIXwC+Y5OkABA+QuE+S2CsD/gXQcFiErxEUoCmk8lDnGNZDZtcfB1ByB0ZrXkfKhc7F0wfXRduH33+P2f/sGH1nbjWYtDuQAAAAASUVORK5CYII=';
/** White where the lower right of a picture is, 16 x 16 pixels, PNG. */
const lowerRight =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQMAAAAlPW0iAAAABlBMVEX///8AAABVwtN+AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQI12P4/58BgRgIIgAsIBPtyy7MggAAAABJRU5ErkJggg==';

/** Example operations for steering and editing, for GraphiQL tabs. @param className class to draw. */
export function graphiqlEditExamples(className: string): string[] {
  return [
    makeDrafts(className),
    resumeNewest,
    acceptNewest,
    branchNewest,
    inpaint(className),
    expand,
    refine,
    planRequest,
  ];
}

function makeDrafts(className: string): string {
  return `# Make several drafts, held after a coarse scale.
mutation MakeDrafts {
  generateImage(input: { class: { name: ${JSON.stringify(className)} }, count: 4, holdAtScale: 3 }) {
    ... on GenerationsCreated {
      generations {
        id
        status
        holdAtScale
      }
    }
    ... on Error {
      message
    }
  }
}
`;
}

const resumeNewest = `# Finish a draft. Give the id of the one you like;
# without an id, the newest is used.
mutation ResumeNewest {
  resumeGeneration(input: {}) {
    ... on ResumeGenerationSuccess {
      generation {
        id
        status
      }
    }
    ... on Error {
      message
    }
  }
}
`;

const acceptNewest = `# Accept this scale: finer ones are not computed.
mutation AcceptNewest {
  acceptGeneration(input: { scale: 4 }) {
    ... on AcceptGenerationSuccess {
      generation {
        id
        status
        acceptedScale
      }
    }
    ... on Error {
      message
    }
  }
}
`;

const branchNewest = `# Keep the coarse scales and redraw the rest.
# Without an id, the newest generation is used.
mutation BranchNewest {
  branchGeneration(input: { scale: 1 }) {
    ... on GenerationsCreated {
      generations {
        id
        parent {
          scaleIndex
          generation {
            id
          }
        }
        plan {
          index
          forced
        }
      }
    }
    ... on Error {
      message
    }
  }
}
`;

function inpaint(className: string): string {
  return `# Redraw part of a picture. The source may be an upload,
# a data URI as here, or the id of a scale.
mutation Inpaint {
  inpaintImage(
    input: {
      source: { dataUri: "${ball}" }
      mask: { image: { dataUri: "${lowerRight}" }, polarity: WHITE_IS_EDIT }
      class: { name: ${JSON.stringify(className)} }
    }
  ) {
    ... on GenerationsCreated {
      generations {
        id
        warnings
        plan {
          index
          forced
          mask {
            rows
          }
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

const expand = `# Extend a picture beyond its edges.
mutation Expand {
  expandImage(
    input: {
      source: { dataUri: "${ball}" }
      by: { aspectRatio: { width: 16, height: 9, anchor: CENTER } }
    }
  ) {
    ... on GenerationsCreated {
      generations {
        id
        warnings
        plan {
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

const refine = `# Enlarge a small picture. The higher the fidelity,
# the more of the source is kept.
mutation Refine {
  refineImage(input: { source: { dataUri: "${ball}" }, fidelity: 3 }) {
    ... on GenerationsCreated {
      generations {
        id
        warnings
        plan {
          width
          height
          forced
        }
      }
    }
    ... on Error {
      message
    }
  }
}
`;

const planRequest = `# What a request would do, without doing it.
query PlanRequest {
  requestPlan(
    input: {
      inpaint: {
        source: { dataUri: "${ball}" }
        mask: { image: { dataUri: "${lowerRight}" }, polarity: WHITE_IS_EDIT }
      }
    }
  ) {
    ... on RequestPlan {
      warnings
      plan {
        index
        width
        height
        forced
        mask {
          rows
          sampledCells
        }
      }
      edit {
        ... on PictureEdit {
          notes
          mapping {
            canvas {
              width
              height
            }
            crop {
              width
              height
            }
          }
        }
      }
    }
    ... on Error {
      message
    }
  }
}
`;
