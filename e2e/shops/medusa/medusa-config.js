const { defineConfig } = require('@medusajs/framework/utils');

/** Everything in one process, on the PostgreSQL that the test names; no admin pages. */
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: { storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: 'only-for-tests', cookieSecret: 'only-for-tests' },
  },
  admin: { disable: true },
});
