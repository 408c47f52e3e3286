import type { Codec } from './codec/codec.ts';
import type { Generator } from './generator/generator.ts';

/** Generator and codec of one pack combined, for commands and measurements. */
export interface Engine extends Generator, Codec {}
