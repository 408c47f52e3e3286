/* eslint-disable */
import * as types from './graphql.ts';



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
    "\n  fragment Creation on CreateGenerationsResult {\n    __typename\n    ... on GenerationsCreated {\n      generations {\n        ...GenerationParts\n      }\n    }\n    ... on NotFoundError {\n      suggestions\n    }\n    ... on Error {\n      message\n    }\n  }\n": typeof types.CreationFragmentDoc,
    "\n  fragment ScaleParts on Scale {\n    id\n    index\n    rows\n    columns\n    width\n    height\n    milliseconds\n    image {\n      url\n    }\n  }\n": typeof types.ScalePartsFragmentDoc,
    "\n  fragment GenerationParts on Generation {\n    id\n    status\n    revision\n    operation\n    createdAt\n    startedAt\n    finishedAt\n    warnings\n    failure {\n      code\n      message\n    }\n    recipe {\n      class {\n        index\n        name\n      }\n      seed\n      imageIndex\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n      schedule {\n        rows\n        columns\n      }\n      modelName\n    }\n    plan {\n      index\n      rows\n      columns\n      width\n      height\n      workShare\n      forced\n    }\n    scales {\n      ...ScaleParts\n    }\n    holdAtScale\n    acceptedScale\n    queue {\n      position\n      estimatedSeconds\n    }\n    animation {\n      url\n    }\n    edit {\n      __typename\n    }\n    parent {\n      scaleIndex\n      generation {\n        id\n        recipe {\n          class {\n            name\n          }\n        }\n        bestScale {\n          image(maxEdge: 160) {\n            url\n          }\n        }\n      }\n    }\n  }\n": typeof types.GenerationPartsFragmentDoc,
    "\n  mutation AcceptGeneration($id: ID!, $scale: Int!) {\n    acceptGeneration(input: { id: $id, scale: $scale }) {\n      __typename\n      ... on AcceptGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.AcceptGenerationDocument,
    "\n  mutation BranchGeneration($input: BranchGenerationInput!) {\n    branchGeneration(input: $input) {\n      ...Creation\n    }\n  }\n": typeof types.BranchGenerationDocument,
    "\n  query Branches($id: ID!) {\n    generation(id: $id) {\n      branches(first: 12) {\n        edges {\n          node {\n            ...HistoryEntry\n          }\n        }\n      }\n    }\n  }\n": typeof types.BranchesDocument,
    "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.CancelGenerationDocument,
    "\n  query SearchClasses($model: String!, $search: String!, $first: Int!) {\n    model(name: $model) {\n      classes(search: $search, first: $first) {\n        totalCount\n        edges {\n          node {\n            index\n            name\n            synonyms\n            kind\n            thumbnail\n          }\n        }\n      }\n    }\n  }\n": typeof types.SearchClassesDocument,
    "\n  mutation InpaintImage($input: InpaintImageInput!) {\n    inpaintImage(input: $input) {\n      ...Creation\n    }\n  }\n": typeof types.InpaintImageDocument,
    "\n  mutation ExpandImage($input: ExpandImageInput!) {\n    expandImage(input: $input) {\n      ...Creation\n    }\n  }\n": typeof types.ExpandImageDocument,
    "\n  mutation RefineImage($input: RefineImageInput!) {\n    refineImage(input: $input) {\n      ...Creation\n    }\n  }\n": typeof types.RefineImageDocument,
    "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      ...Creation\n    }\n  }\n": typeof types.GenerateImageDocument,
    "\n  query FindGeneration($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...GenerationParts\n    }\n  }\n": typeof types.FindGenerationDocument,
    "\n  fragment HistoryEntry on Generation {\n    id\n    status\n    createdAt\n    recipe {\n      class {\n        name\n      }\n      seed\n    }\n    plan {\n      width\n      height\n    }\n    bestScale {\n      index\n      image(maxEdge: 320) {\n        url\n      }\n    }\n    animation(maxEdge: 320) {\n      url\n    }\n  }\n": typeof types.HistoryEntryFragmentDoc,
    "\n  query History($after: String) {\n    generations(first: 24, after: $after) {\n      edges {\n        node {\n          ...HistoryEntry\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  fragment ModelParts on Model {\n    name\n    title\n    description\n    stride\n    trainedSide\n    codebookSize\n    classCount\n    greedyRule {\n      maxSampledSide\n    }\n    defaults {\n      schedule\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n    }\n    schedules {\n      name\n      steps\n      isDefault\n      scales {\n        width\n        height\n      }\n    }\n  }\n": typeof types.ModelPartsFragmentDoc,
    "\n  query Models {\n    models {\n      ...ModelParts\n    }\n  }\n": typeof types.ModelsDocument,
    "\n  mutation ResumeGeneration($id: ID!) {\n    resumeGeneration(input: { id: $id }) {\n      __typename\n      ... on ResumeGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.ResumeGenerationDocument,
    "\n  subscription WatchGeneration($id: ID!, $after: Int!) {\n    generationProgress(id: $id, after: $after) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on StatusChanged {\n        status\n        at\n      }\n      ... on ScaleFinished {\n        scale {\n          ...ScaleParts\n        }\n      }\n      ... on GenerationFinished {\n        generation {\n          ...GenerationParts\n        }\n      }\n    }\n  }\n": typeof types.WatchGenerationDocument,
    "\n  query EditDetails($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ...EditDetails\n      }\n      parent {\n        scaleIndex\n        generation {\n          scales {\n            id\n            index\n          }\n        }\n      }\n    }\n  }\n": typeof types.EditDetailsDocument,
    "\n  fragment EditDetails on Edit {\n    __typename\n    ... on PictureEdit {\n      scaledSource {\n        dataUri\n      }\n      mapping {\n        sourceSize {\n          width\n          height\n        }\n        source {\n          left\n          top\n          width\n          height\n        }\n        crop {\n          left\n          top\n          width\n          height\n        }\n      }\n    }\n    ... on InpaintEdit {\n      mask {\n        dataUri\n      }\n      fromScale\n      feather\n    }\n    ... on ExpandEdit {\n      feather\n    }\n    ... on RefineEdit {\n      fidelity\n    }\n  }\n": typeof types.EditDetailsFragmentDoc,
    "\n  query EditSource($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ... on PictureEdit {\n          source {\n            dataUri\n          }\n        }\n      }\n    }\n  }\n": typeof types.EditSourceDocument,
    "\n  query StillFile($scale: ID!, $format: ImageFormat!, $maxEdge: Int) {\n    node(id: $scale) {\n      ... on Scale {\n        image(format: $format, maxEdge: $maxEdge) {\n          url\n          width\n          height\n          byteLength\n        }\n      }\n    }\n  }\n": typeof types.StillFileDocument,
    "\n  query AnimationFile($id: ID!, $format: AnimationFormat!, $maxEdge: Int) {\n    generation(id: $id) {\n      animation(format: $format, maxEdge: $maxEdge) {\n        url\n        width\n        height\n        byteLength\n      }\n    }\n  }\n": typeof types.AnimationFileDocument,
    "\n  query ReadFile($file: File!) {\n    requestPlan(input: { refine: { source: { upload: $file } } }) {\n      __typename\n      ... on RequestPlan {\n        edit {\n          __typename\n          ... on RefineEdit {\n            mapping {\n              sourceSize {\n                width\n                height\n              }\n            }\n            scaledSource {\n              dataUri\n            }\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.ReadFileDocument,
    "\n  query PlanEdit($input: RequestInput!) {\n    requestPlan(input: $input) {\n      __typename\n      ... on RequestPlan {\n        plan {\n          index\n          rows\n          columns\n          width\n          height\n          mask {\n            sampledCells\n            dataUri\n          }\n        }\n        edit {\n          ... on PictureEdit {\n            notes\n          }\n          ... on RefineEdit {\n            fidelity\n          }\n        }\n        warnings\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.PlanEditDocument,
    "\n  query SourceScales($generation: ID!) {\n    generation(id: $generation) {\n      recipe {\n        class {\n          name\n        }\n      }\n      scales {\n        id\n        index\n        width\n        height\n        image(format: PNG) {\n          url\n        }\n      }\n    }\n  }\n": typeof types.SourceScalesDocument,
    "\n  query PlanGeneration($input: RequestInput!) {\n    requestPlan(input: $input) {\n      ... on RequestPlan {\n        warnings\n      }\n    }\n  }\n": typeof types.PlanGenerationDocument,
};
const documents: Documents = {
    "\n  fragment Creation on CreateGenerationsResult {\n    __typename\n    ... on GenerationsCreated {\n      generations {\n        ...GenerationParts\n      }\n    }\n    ... on NotFoundError {\n      suggestions\n    }\n    ... on Error {\n      message\n    }\n  }\n": types.CreationFragmentDoc,
    "\n  fragment ScaleParts on Scale {\n    id\n    index\n    rows\n    columns\n    width\n    height\n    milliseconds\n    image {\n      url\n    }\n  }\n": types.ScalePartsFragmentDoc,
    "\n  fragment GenerationParts on Generation {\n    id\n    status\n    revision\n    operation\n    createdAt\n    startedAt\n    finishedAt\n    warnings\n    failure {\n      code\n      message\n    }\n    recipe {\n      class {\n        index\n        name\n      }\n      seed\n      imageIndex\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n      schedule {\n        rows\n        columns\n      }\n      modelName\n    }\n    plan {\n      index\n      rows\n      columns\n      width\n      height\n      workShare\n      forced\n    }\n    scales {\n      ...ScaleParts\n    }\n    holdAtScale\n    acceptedScale\n    queue {\n      position\n      estimatedSeconds\n    }\n    animation {\n      url\n    }\n    edit {\n      __typename\n    }\n    parent {\n      scaleIndex\n      generation {\n        id\n        recipe {\n          class {\n            name\n          }\n        }\n        bestScale {\n          image(maxEdge: 160) {\n            url\n          }\n        }\n      }\n    }\n  }\n": types.GenerationPartsFragmentDoc,
    "\n  mutation AcceptGeneration($id: ID!, $scale: Int!) {\n    acceptGeneration(input: { id: $id, scale: $scale }) {\n      __typename\n      ... on AcceptGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.AcceptGenerationDocument,
    "\n  mutation BranchGeneration($input: BranchGenerationInput!) {\n    branchGeneration(input: $input) {\n      ...Creation\n    }\n  }\n": types.BranchGenerationDocument,
    "\n  query Branches($id: ID!) {\n    generation(id: $id) {\n      branches(first: 12) {\n        edges {\n          node {\n            ...HistoryEntry\n          }\n        }\n      }\n    }\n  }\n": types.BranchesDocument,
    "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.CancelGenerationDocument,
    "\n  query SearchClasses($model: String!, $search: String!, $first: Int!) {\n    model(name: $model) {\n      classes(search: $search, first: $first) {\n        totalCount\n        edges {\n          node {\n            index\n            name\n            synonyms\n            kind\n            thumbnail\n          }\n        }\n      }\n    }\n  }\n": types.SearchClassesDocument,
    "\n  mutation InpaintImage($input: InpaintImageInput!) {\n    inpaintImage(input: $input) {\n      ...Creation\n    }\n  }\n": types.InpaintImageDocument,
    "\n  mutation ExpandImage($input: ExpandImageInput!) {\n    expandImage(input: $input) {\n      ...Creation\n    }\n  }\n": types.ExpandImageDocument,
    "\n  mutation RefineImage($input: RefineImageInput!) {\n    refineImage(input: $input) {\n      ...Creation\n    }\n  }\n": types.RefineImageDocument,
    "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      ...Creation\n    }\n  }\n": types.GenerateImageDocument,
    "\n  query FindGeneration($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...GenerationParts\n    }\n  }\n": types.FindGenerationDocument,
    "\n  fragment HistoryEntry on Generation {\n    id\n    status\n    createdAt\n    recipe {\n      class {\n        name\n      }\n      seed\n    }\n    plan {\n      width\n      height\n    }\n    bestScale {\n      index\n      image(maxEdge: 320) {\n        url\n      }\n    }\n    animation(maxEdge: 320) {\n      url\n    }\n  }\n": types.HistoryEntryFragmentDoc,
    "\n  query History($after: String) {\n    generations(first: 24, after: $after) {\n      edges {\n        node {\n          ...HistoryEntry\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.HistoryDocument,
    "\n  fragment ModelParts on Model {\n    name\n    title\n    description\n    stride\n    trainedSide\n    codebookSize\n    classCount\n    greedyRule {\n      maxSampledSide\n    }\n    defaults {\n      schedule\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n    }\n    schedules {\n      name\n      steps\n      isDefault\n      scales {\n        width\n        height\n      }\n    }\n  }\n": types.ModelPartsFragmentDoc,
    "\n  query Models {\n    models {\n      ...ModelParts\n    }\n  }\n": types.ModelsDocument,
    "\n  mutation ResumeGeneration($id: ID!) {\n    resumeGeneration(input: { id: $id }) {\n      __typename\n      ... on ResumeGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.ResumeGenerationDocument,
    "\n  subscription WatchGeneration($id: ID!, $after: Int!) {\n    generationProgress(id: $id, after: $after) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on StatusChanged {\n        status\n        at\n      }\n      ... on ScaleFinished {\n        scale {\n          ...ScaleParts\n        }\n      }\n      ... on GenerationFinished {\n        generation {\n          ...GenerationParts\n        }\n      }\n    }\n  }\n": types.WatchGenerationDocument,
    "\n  query EditDetails($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ...EditDetails\n      }\n      parent {\n        scaleIndex\n        generation {\n          scales {\n            id\n            index\n          }\n        }\n      }\n    }\n  }\n": types.EditDetailsDocument,
    "\n  fragment EditDetails on Edit {\n    __typename\n    ... on PictureEdit {\n      scaledSource {\n        dataUri\n      }\n      mapping {\n        sourceSize {\n          width\n          height\n        }\n        source {\n          left\n          top\n          width\n          height\n        }\n        crop {\n          left\n          top\n          width\n          height\n        }\n      }\n    }\n    ... on InpaintEdit {\n      mask {\n        dataUri\n      }\n      fromScale\n      feather\n    }\n    ... on ExpandEdit {\n      feather\n    }\n    ... on RefineEdit {\n      fidelity\n    }\n  }\n": types.EditDetailsFragmentDoc,
    "\n  query EditSource($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ... on PictureEdit {\n          source {\n            dataUri\n          }\n        }\n      }\n    }\n  }\n": types.EditSourceDocument,
    "\n  query StillFile($scale: ID!, $format: ImageFormat!, $maxEdge: Int) {\n    node(id: $scale) {\n      ... on Scale {\n        image(format: $format, maxEdge: $maxEdge) {\n          url\n          width\n          height\n          byteLength\n        }\n      }\n    }\n  }\n": types.StillFileDocument,
    "\n  query AnimationFile($id: ID!, $format: AnimationFormat!, $maxEdge: Int) {\n    generation(id: $id) {\n      animation(format: $format, maxEdge: $maxEdge) {\n        url\n        width\n        height\n        byteLength\n      }\n    }\n  }\n": types.AnimationFileDocument,
    "\n  query ReadFile($file: File!) {\n    requestPlan(input: { refine: { source: { upload: $file } } }) {\n      __typename\n      ... on RequestPlan {\n        edit {\n          __typename\n          ... on RefineEdit {\n            mapping {\n              sourceSize {\n                width\n                height\n              }\n            }\n            scaledSource {\n              dataUri\n            }\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.ReadFileDocument,
    "\n  query PlanEdit($input: RequestInput!) {\n    requestPlan(input: $input) {\n      __typename\n      ... on RequestPlan {\n        plan {\n          index\n          rows\n          columns\n          width\n          height\n          mask {\n            sampledCells\n            dataUri\n          }\n        }\n        edit {\n          ... on PictureEdit {\n            notes\n          }\n          ... on RefineEdit {\n            fidelity\n          }\n        }\n        warnings\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.PlanEditDocument,
    "\n  query SourceScales($generation: ID!) {\n    generation(id: $generation) {\n      recipe {\n        class {\n          name\n        }\n      }\n      scales {\n        id\n        index\n        width\n        height\n        image(format: PNG) {\n          url\n        }\n      }\n    }\n  }\n": types.SourceScalesDocument,
    "\n  query PlanGeneration($input: RequestInput!) {\n    requestPlan(input: $input) {\n      ... on RequestPlan {\n        warnings\n      }\n    }\n  }\n": types.PlanGenerationDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Creation on CreateGenerationsResult {\n    __typename\n    ... on GenerationsCreated {\n      generations {\n        ...GenerationParts\n      }\n    }\n    ... on NotFoundError {\n      suggestions\n    }\n    ... on Error {\n      message\n    }\n  }\n"): typeof import('./graphql.ts').CreationFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ScaleParts on Scale {\n    id\n    index\n    rows\n    columns\n    width\n    height\n    milliseconds\n    image {\n      url\n    }\n  }\n"): typeof import('./graphql.ts').ScalePartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GenerationParts on Generation {\n    id\n    status\n    revision\n    operation\n    createdAt\n    startedAt\n    finishedAt\n    warnings\n    failure {\n      code\n      message\n    }\n    recipe {\n      class {\n        index\n        name\n      }\n      seed\n      imageIndex\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n      schedule {\n        rows\n        columns\n      }\n      modelName\n    }\n    plan {\n      index\n      rows\n      columns\n      width\n      height\n      workShare\n      forced\n    }\n    scales {\n      ...ScaleParts\n    }\n    holdAtScale\n    acceptedScale\n    queue {\n      position\n      estimatedSeconds\n    }\n    animation {\n      url\n    }\n    edit {\n      __typename\n    }\n    parent {\n      scaleIndex\n      generation {\n        id\n        recipe {\n          class {\n            name\n          }\n        }\n        bestScale {\n          image(maxEdge: 160) {\n            url\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').GenerationPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptGeneration($id: ID!, $scale: Int!) {\n    acceptGeneration(input: { id: $id, scale: $scale }) {\n      __typename\n      ... on AcceptGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AcceptGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BranchGeneration($input: BranchGenerationInput!) {\n    branchGeneration(input: $input) {\n      ...Creation\n    }\n  }\n"): typeof import('./graphql.ts').BranchGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Branches($id: ID!) {\n    generation(id: $id) {\n      branches(first: 12) {\n        edges {\n          node {\n            ...HistoryEntry\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BranchesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelGeneration($id: ID!) {\n    cancelGeneration(input: { id: $id }) {\n      __typename\n      ... on CancelGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CancelGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchClasses($model: String!, $search: String!, $first: Int!) {\n    model(name: $model) {\n      classes(search: $search, first: $first) {\n        totalCount\n        edges {\n          node {\n            index\n            name\n            synonyms\n            kind\n            thumbnail\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SearchClassesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InpaintImage($input: InpaintImageInput!) {\n    inpaintImage(input: $input) {\n      ...Creation\n    }\n  }\n"): typeof import('./graphql.ts').InpaintImageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExpandImage($input: ExpandImageInput!) {\n    expandImage(input: $input) {\n      ...Creation\n    }\n  }\n"): typeof import('./graphql.ts').ExpandImageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefineImage($input: RefineImageInput!) {\n    refineImage(input: $input) {\n      ...Creation\n    }\n  }\n"): typeof import('./graphql.ts').RefineImageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GenerateImage($input: GenerateImageInput!) {\n    generateImage(input: $input) {\n      ...Creation\n    }\n  }\n"): typeof import('./graphql.ts').GenerateImageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindGeneration($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...GenerationParts\n    }\n  }\n"): typeof import('./graphql.ts').FindGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HistoryEntry on Generation {\n    id\n    status\n    createdAt\n    recipe {\n      class {\n        name\n      }\n      seed\n    }\n    plan {\n      width\n      height\n    }\n    bestScale {\n      index\n      image(maxEdge: 320) {\n        url\n      }\n    }\n    animation(maxEdge: 320) {\n      url\n    }\n  }\n"): typeof import('./graphql.ts').HistoryEntryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($after: String) {\n    generations(first: 24, after: $after) {\n      edges {\n        node {\n          ...HistoryEntry\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').HistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ModelParts on Model {\n    name\n    title\n    description\n    stride\n    trainedSide\n    codebookSize\n    classCount\n    greedyRule {\n      maxSampledSide\n    }\n    defaults {\n      schedule\n      guidance {\n        mode\n        scale\n      }\n      sampling {\n        topK\n        topP\n        greedyRule\n      }\n    }\n    schedules {\n      name\n      steps\n      isDefault\n      scales {\n        width\n        height\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ModelPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Models {\n    models {\n      ...ModelParts\n    }\n  }\n"): typeof import('./graphql.ts').ModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeGeneration($id: ID!) {\n    resumeGeneration(input: { id: $id }) {\n      __typename\n      ... on ResumeGenerationSuccess {\n        generation {\n          ...GenerationParts\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResumeGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchGeneration($id: ID!, $after: Int!) {\n    generationProgress(id: $id, after: $after) {\n      __typename\n      ... on ProgressEvent {\n        revision\n      }\n      ... on StatusChanged {\n        status\n        at\n      }\n      ... on ScaleFinished {\n        scale {\n          ...ScaleParts\n        }\n      }\n      ... on GenerationFinished {\n        generation {\n          ...GenerationParts\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchGenerationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EditDetails($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ...EditDetails\n      }\n      parent {\n        scaleIndex\n        generation {\n          scales {\n            id\n            index\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EditDetailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EditDetails on Edit {\n    __typename\n    ... on PictureEdit {\n      scaledSource {\n        dataUri\n      }\n      mapping {\n        sourceSize {\n          width\n          height\n        }\n        source {\n          left\n          top\n          width\n          height\n        }\n        crop {\n          left\n          top\n          width\n          height\n        }\n      }\n    }\n    ... on InpaintEdit {\n      mask {\n        dataUri\n      }\n      fromScale\n      feather\n    }\n    ... on ExpandEdit {\n      feather\n    }\n    ... on RefineEdit {\n      fidelity\n    }\n  }\n"): typeof import('./graphql.ts').EditDetailsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EditSource($id: ID!) {\n    generation(id: $id) {\n      edit {\n        ... on PictureEdit {\n          source {\n            dataUri\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EditSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StillFile($scale: ID!, $format: ImageFormat!, $maxEdge: Int) {\n    node(id: $scale) {\n      ... on Scale {\n        image(format: $format, maxEdge: $maxEdge) {\n          url\n          width\n          height\n          byteLength\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StillFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AnimationFile($id: ID!, $format: AnimationFormat!, $maxEdge: Int) {\n    generation(id: $id) {\n      animation(format: $format, maxEdge: $maxEdge) {\n        url\n        width\n        height\n        byteLength\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AnimationFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadFile($file: File!) {\n    requestPlan(input: { refine: { source: { upload: $file } } }) {\n      __typename\n      ... on RequestPlan {\n        edit {\n          __typename\n          ... on RefineEdit {\n            mapping {\n              sourceSize {\n                width\n                height\n              }\n            }\n            scaledSource {\n              dataUri\n            }\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReadFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanEdit($input: RequestInput!) {\n    requestPlan(input: $input) {\n      __typename\n      ... on RequestPlan {\n        plan {\n          index\n          rows\n          columns\n          width\n          height\n          mask {\n            sampledCells\n            dataUri\n          }\n        }\n        edit {\n          ... on PictureEdit {\n            notes\n          }\n          ... on RefineEdit {\n            fidelity\n          }\n        }\n        warnings\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PlanEditDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceScales($generation: ID!) {\n    generation(id: $generation) {\n      recipe {\n        class {\n          name\n        }\n      }\n      scales {\n        id\n        index\n        width\n        height\n        image(format: PNG) {\n          url\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SourceScalesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanGeneration($input: RequestInput!) {\n    requestPlan(input: $input) {\n      ... on RequestPlan {\n        warnings\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PlanGenerationDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
