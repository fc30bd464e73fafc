export const lens = (image) => image;
