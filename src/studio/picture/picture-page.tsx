import { PictureCard } from './picture-card.tsx';

export function PicturePage({ id }: { readonly id: string }) {
  return <PictureCard id={id} />;
}
