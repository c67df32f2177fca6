/** An amount of money as people write it: two decimals at least, so that points stand below each other. @param text `616`, `20.5` */
export function amount(text: string): string {
  const [whole = '', decimals = ''] = text.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
