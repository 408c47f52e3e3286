import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

/** CIE Lab (D65) of an sRGB picture: lightness 0 .. 100, and the two colour axes of about -100 .. 100. */
export function lightnessAndColour(picture: RgbImage): [Float64Array, Float64Array, Float64Array] {
  const pixels = picture.width * picture.height;
  const lightness = new Float64Array(pixels);
  const greenToRed = new Float64Array(pixels);
  const blueToYellow = new Float64Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const red = linear(picture.data[3 * i] ?? 0);
    const green = linear(picture.data[3 * i + 1] ?? 0);
    const blue = linear(picture.data[3 * i + 2] ?? 0);
    const x = response((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    const y = response(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = response((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    lightness[i] = 116 * y - 16;
    greenToRed[i] = 500 * (x - y);
    blueToYellow[i] = 200 * (y - z);
  }
  return [lightness, greenToRed, blueToYellow];
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function response(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116;
}
