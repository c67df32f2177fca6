import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signing secret as Standard Webhooks writes it: `whsec_` and the base64 of 24 to 64 bytes. */
export function readSecret(text: string): Buffer | undefined {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === base64 ? bytes : undefined;
}

/** The three headers. While a secret is rotated there is a signature for each, and the receiver takes the one it knows. */
export function signedHeaders(secrets: readonly Buffer[], id: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signatures = secrets.map((secret) => `v1,${signature(secret, id, timestamp, body).toString('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** HMAC-SHA256 over `id.timestamp.body`. */
function signature(secret: Buffer, id: string, timestamp: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest();
}

/**
 * Whether a delivery is genuine and no older or newer than five minutes: what a receiver does.
 *
 * @param header a header's value by its lower-case name
 */
export function isGenuine(secret: Buffer, header: (name: string) => string | undefined, body: string, nowMs: number): boolean {
  const [id = '', timestamp = '', signatures = ''] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header);
  if (!/^\d+$/.test(timestamp) || Math.abs(nowMs / 1000 - Number(timestamp)) > 300) return false;
  const wanted = signature(secret, id, timestamp, body);
  return signatures.split(' ').some((each) => {
    const given = each.startsWith('v1,') ? Buffer.from(each.slice(3), 'base64') : Buffer.alloc(0);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
