/** Which parts of a mask's picture are to be edited. There is no default: programs that make masks do not agree. */
export type MaskPolarity = 'WHITE_IS_EDIT' | 'BLACK_IS_EDIT' | 'TRANSPARENT_IS_EDIT' | 'OPAQUE_IS_EDIT';
