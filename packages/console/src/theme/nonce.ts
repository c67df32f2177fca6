/** What the server named in this page's policy: without it the browser takes no style that a script adds. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/**
 * Gives every style that a script makes from now on the nonce. antd does so with its own; the parts under it that measure a scroll bar, or
 * keep the page behind a dialog from scrolling, do not.
 */
export function giveStylesTheNonce(): void {
  const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce();
    return element;
  }) as typeof document.createElement;
}
