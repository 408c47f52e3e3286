import type { Size } from '../../../src/images/canvas-mapping.ts';
import type { PixelMask } from '../../../src/images/fill-hole.ts';
import { NoiseSource } from '../../../src/flexvar/noise.ts';
