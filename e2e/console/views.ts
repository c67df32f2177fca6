/** A view of the console that is looked at by every check and pictured. */
export interface View {
  /** Of its pictures. */
  name: string;
  path: string;
  /** Who looks; an admin who is signed in by default. */
  as?: null;
}

/** Every view; a page that is added has its line here. */
export const VIEWS: View[] = [{ name: 'overview', path: '/' }];
