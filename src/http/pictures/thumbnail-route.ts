import { variantKey } from '../../images/encode/picture-identity.ts';
import { mediaType, resolveVariant } from '../../images/encode/variant.ts';
import { ContactSheet } from '../../images/output/contact-sheet.ts';
import type { PictureCache } from '../../images/output/picture-cache.ts';
import type { ModelDescription, Models } from '../../inference/packs/model-description.ts';
import { problem } from '../problem.ts';
import { type PictureContext, servePicture } from './picture-response.ts';

/** Below the default, because dozens are shown at once. */
const thumbnailQuality = 85;

/** `GET /thumbnails/:model/:index.webp`: the class's picture from the contact sheet of the model card. */
export function thumbnailRoute({ models, pictures }: { models: Models; pictures: PictureCache }) {
  const sheets = new Map<string, Promise<ContactSheet | null>>();
  const sheetOf = (model: ModelDescription) => {
    const sheet = sheets.get(model.digest) ?? readSheet(model);
    sheets.set(model.digest, sheet);
    sheet.catch(() => sheets.delete(model.digest));
    return sheet;
  };
  return async (context: PictureContext): Promise<Response> => {
    const [, index] = /^(\d{1,6})\.webp$/.exec(context.req.param('file') ?? '') ?? [];
    const model = models.find(context.req.param('model') ?? '');
    const source =
      index === undefined || model === undefined
        ? null
        : ((await sheetOf(model))?.picture(Number(index)) ?? null);
    if (source === null) {
      return problem(404, 'No such thumbnail', 'Thumbnail URLs come from the GraphQL API.');
    }
    return servePicture(context, () => {
      const variant = resolveVariant(source, { format: 'WEBP', quality: thumbnailQuality });
      return {
        key: variantKey(source, variant),
        mediaType: mediaType('WEBP'),
        // A model may be replaced by another of the same name, though rarely.
        cacheControl: 'public, max-age=3600',
        bytes: asker => pictures.encode(source, variant, asker),
      };
    });
  };
}

/** Null for a model without a contact sheet. */
async function readSheet({ contactSheet, labels }: ModelDescription): Promise<ContactSheet | null> {
  return contactSheet === undefined ? null : ContactSheet.read(await contactSheet(), labels.length);
}
