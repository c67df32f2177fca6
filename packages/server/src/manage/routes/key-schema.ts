/** What routes of app keys take and give. */
import { randomBytes } from 'node:crypto';
import type { AppKey } from '@tongbu/engine';
import { z } from 'zod';
import { about, iso, isoOrNull, time } from '../schemas.ts';

export const edition = z.enum(['flagship', 'enterprise']);

/** The parts of an address that name a key. */
export const keyParams = z.strictObject({ edition, key: z.string().min(1).max(64) });

/** What a key may do. */
export const rights = {
  shops: about(
    z.array(z.string().min(1).max(20)).max(1000).nullable(),
    'Numbers of the shops that it sees (shop_no); null for all, later ones included.',
    '可见店铺的编号（shop_no）；null 表示全部，含以后新增的。',
  ),
  warehouses: about(
    z.array(z.string().min(1).max(40)).max(1000).nullable(),
    'Numbers of the warehouses that it sees (warehouse_no); null for all, later ones included.',
    '可见仓库的编号（warehouse_no）；null 表示全部，含以后新增的。',
  ),
  interfaces: about(
    z.array(z.string().min(1).max(100)).min(1).max(100).nullable(),
    'Interfaces that it may call, by the vendor’s names without `.php`; null for all, later ones included.',
    '可调用的接口（厂商接口名，不含 `.php`）；null 表示全部，含以后新增的。',
  ),
  allow: about(
    z.array(z.string()).max(100),
    'Addresses and networks it may call from; empty for anywhere.',
    '允许的来源地址或网段；空表示不限。',
  ),
  callsPerMinute: about(z.int().min(1).max(1_000_000).nullable(), 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
  callsAtOnce: about(z.int().min(1).max(10_000).nullable(), 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
};

/** A limit of 0 calls cannot be given here, and may have been given elsewhere. */
const limit = z.int().nullable();

/** A key as it is told. */
export const appKey = z
  .object({
    edition,
    key: about(z.string(), 'The `key` (flagship) or `appkey` (enterprise).', '旗舰版的 `key` 或企业版的 `appkey`。'),
    ...rights,
    allow: z.array(z.string()),
    callsPerMinute: about(limit, 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
    callsAtOnce: about(limit, 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
    createdAt: time,
    disabledAt: time.nullable(),
    rotatedAt: about(time, 'When it was given the secret it has.', '当前密钥的启用时间。'),
    usedAt: about(time.nullable(), 'When a request was last verified with that secret.', '当前密钥最近一次验签通过的时间。'),
    previous: about(
      z
        .object({
          since: time,
          until: about(time.nullable(), 'Before when it is valid; null until it is ended.', '有效期截止；null 表示直到手动结束。'),
          usedAt: about(time.nullable(), 'When a request was last verified with it.', '最近一次验签通过的时间。'),
        })
        .nullable(),
      'The secret before it, while it is valid too; null where only one is.',
      '仍然有效的上一个密钥；仅有一个有效密钥时为 null。',
    ),
  })
  .meta({ id: 'AppKey' });

/** A key as it travels. */
export function appKeyOf(found: AppKey, now: number): z.input<typeof appKey> {
  const { edition, appKey: key, shops, warehouses, interfaces, allow, callsPerMinute, callsAtOnce } = found;
  const { createdAt, disabledAt, rotatedAt, usedAt, previous } = found;
  const isValid = previous !== null && (previous.until === null || previous.until > now);
  return {
    ...{ edition, key, shops, warehouses, interfaces, allow, callsPerMinute, callsAtOnce },
    ...{ createdAt: iso(createdAt), disabledAt: isoOrNull(disabledAt), rotatedAt: iso(rotatedAt), usedAt: isoOrNull(usedAt) },
    previous: isValid ? { since: iso(previous.since), until: isoOrNull(previous.until), usedAt: isoOrNull(previous.usedAt) } : null,
  };
}

/** A secret that exists already. */
export const givenSecret = about(
  z.string().min(6).max(500).optional(),
  'A secret that exists already, on the flagship edition `secret:salt`; left out, one of 256 random bits is made.',
  '已有的密钥，旗舰版为 `secret:salt`；省略则生成 256 位随机密钥。',
);

/** A secret that was made here. */
export const madeSecret = about(
  z.string().nullable(),
  'The secret that was made; null when you gave one.',
  '生成的密钥；由您提供时为 null。',
);

/** A new appsecret: 256 random bits; on the flagship edition followed by a salt of 64. */
export function newSecret(edition: 'flagship' | 'enterprise'): string {
  const secret = randomBytes(32).toString('hex');
  return edition === 'flagship' ? `${secret}:${randomBytes(8).toString('hex')}` : secret;
}
