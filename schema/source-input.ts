import { InvalidInputError, NotFoundError } from '../src/generations/errors.ts';
import type { FileRequest, SourceRequest } from '../src/generations/request.ts';
import { dataUriBytes } from '../src/images/intake/data-uri.ts';
import { InvalidPictureError } from '../src/images/intake/invalid-picture-error.ts';
import type { UploadedFile } from '../src/images/intake/uploaded-file.ts';
import { builder } from './builder.ts';
import './file.ts';
import { parseScaleId } from './global-id.ts';

/** Rules common to all uploaded pictures. */
export const pictureRules =
  'JPEG, PNG, WebP, GIF, AVIF or TIFF, detected from the content. At most 50 megapixels, or 16 for files that ' +
  'can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), or 12.5 for AVIF; at most ' +
  '32768 pixels a side. Only the first frame is used. EXIF orientation is applied.';

export const SourceInput = builder.inputType('SourceInput', {
  isOneOf: true,
  description: 'The picture to start from, in one of three ways.',
  fields: t => ({
    upload: t.field({
      type: 'File',
      description:
        `An uploaded file. ${pictureRules} Colours are converted to 8-bit sRGB; transparent areas become white. ` +
        'Floating-point values are read as ranging from 0 to 1 or from 0 to 255, depending on the data. The ' +
        'notes of the edit list every conversion.',
    }),
    dataUri: t.string({
      description:
        'A picture of up to 8 MiB as a data URI: `data:image/png;base64,...`. Other URLs are not fetched.',
    }),
    scale: t.id({
      description:
        '`Scale.id` of a finished scale of any generation; its picture is used as shown. Without `model`, the ' +
        'model that made it is used.',
    }),
  }),
});

export const MaskImageInput = builder.inputType('MaskImageInput', {
  isOneOf: true,
  description: 'The picture of a mask, in one of two ways.',
  fields: t => ({
    upload: t.field({ type: 'File', description: `An uploaded file. ${pictureRules}` }),
    dataUri: t.string({
      description: 'A picture of up to 8 MiB as a data URI: `data:image/png;base64,...`.',
    }),
  }),
});

/** @throws InvalidInputError, NotFoundError */
export function sourceRequest({ upload, dataUri, scale }: typeof SourceInput.$inferInput): SourceRequest {
  if (scale != null) {
    const found = parseScaleId(scale);
    if (found === null) throw new NotFoundError('scale', scale);
    return { field: 'scale', ...found };
  }
  return fileRequest('source', { upload, dataUri });
}

/** @param path of the input field, for errors. @throws InvalidInputError */
export function fileRequest(
  path: string,
  { upload, dataUri }: { upload?: UploadedFile | null | undefined; dataUri?: string | null | undefined },
): FileRequest {
  if (upload != null) return { field: 'upload', bytes: upload.bytes };
  try {
    return { field: 'dataUri', bytes: dataUriBytes(dataUri ?? '') };
  } catch (error) {
    if (!(error instanceof InvalidPictureError)) throw error;
    throw new InvalidInputError({ field: `${path}.dataUri`, given: error.given, allowed: error.allowed });
  }
}
