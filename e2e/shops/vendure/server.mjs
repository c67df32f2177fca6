/**
 * A Vendure with an empty database in memory. Tells its port on the first line it prints, and ends with its standard input.
 * Superadmin: `superadmin`, `superadmin`.
 */
import { createServer } from 'node:net';
import { bootstrap, DefaultLogger, dummyPaymentHandler, LogLevel } from '@vendure/core';

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const text = { type: 'string', public: true, nullable: true };

await bootstrap({
  logger: new DefaultLogger({ level: LogLevel.Error }),
  apiOptions: { hostname: '127.0.0.1', port, adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    requireVerification: false,
    superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    cookieOptions: { secret: 'only-for-tests' },
  },
  dbConnectionOptions: { type: 'sqljs', synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  customFields: {
    Order: [{ name: 'tid', ...text }],
    OrderLine: [{ name: 'oid', ...text }],
  },
});

console.log(JSON.stringify({ port }));
process.stdin.on('end', () => process.exit(0)).resume();
