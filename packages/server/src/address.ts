import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Whether an address is in one of the networks (`10.0.0.0/8`, `2001:db8::/32`, or a single address). An IPv4 address that
 * arrived on an IPv6 socket (`::ffff:10.0.0.1`) counts as IPv4, which `BlockList` sees to.
 */
export function isAllowed(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    const type = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, type);
    else list.addSubnet(net, Number(bits), type);
  }
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether only this machine can reach an address, or call from it. */
export function isLoopback(host: string): boolean {
  const address = host.startsWith('::ffff:') ? host.slice('::ffff:'.length) : host;
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/**
 * What counts as one caller: the address itself, of IPv6 its network of 64 bits, for one host has all of it. However the network's zeros are
 * written, it is the same text.
 */
export function placeOf(address: string): string {
  if (!address.includes(':') || !isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? first : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return groups.slice(0, 4).join(':');
}
