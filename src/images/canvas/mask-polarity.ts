/** Which parts of a mask picture to edit. There is no default, because conventions differ between programs. */
export type MaskPolarity = 'WHITE_IS_EDIT' | 'BLACK_IS_EDIT' | 'TRANSPARENT_IS_EDIT' | 'OPAQUE_IS_EDIT';
