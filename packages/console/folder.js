export const folder = new URL('./page/', import.meta.url);
