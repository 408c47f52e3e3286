import './scalars.ts';
import './errors.ts';
import './viewer.ts';
import './model.ts';
import './load-model.ts';
import './unload-model.ts';
import './generation.ts';
import './generation-animation.ts';
import './generate-image.ts';
import './inpaint-image.ts';
import './expand-image.ts';
import './refine-image.ts';
import './branch-generation.ts';
import './edit.ts';
import './request-plan.ts';
import './lineage.ts';
import './accept-generation.ts';
import './hold-generation.ts';
import './cancel-generation.ts';
import './generation-progress.ts';
import { builder } from './builder.ts';

/** The GraphQL schema of the server, printed to `schema.graphql`. */
export const schema = builder.toSchema({ sortSchema: false });
