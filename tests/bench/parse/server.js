const express = require('express');
const { ParseServer } = require('parse-server');

/**
 * The read credit as a Parse Server application writes it: a cloud function, a Read object, a counter that is incremented,
 * an Egg object. Unique indexes are made by hand (see `prepare`), because without them it counts parallel taps double.
 */
const port = Number(process.env.PORT);
const url = `http://127.0.0.1:${port}/parse`;
const master = { useMasterKey: true };

function credit(Parse) {
  return async ({ user, params }) => {
    const { noticeId, day } = params;
    const read = new Parse.Object('Read');
    try {
      await read.save({ notice: noticeId, reader: user.id }, master);
    } catch (error) {
      if (error.code === Parse.Error.DUPLICATE_VALUE) return { credited: false };
      throw error;
    }
    const notice = Parse.Object.extend('Notice').createWithoutData(noticeId);
    notice.increment('readers');
    await notice.save(null, master);
    let egg = null;
    try {
      await new Parse.Object('Egg').save({ reader: user.id, day }, master);
      egg = { day };
    } catch (error) {
      if (error.code !== Parse.Error.DUPLICATE_VALUE) throw error;
    }
    return { credited: true, readers: notice.get('readers'), egg };
  };
}

async function main() {
  const server = new ParseServer({
    databaseURI: process.env.DATABASE_URL,
    appId: 'bench',
    masterKey: 'bench-master',
    masterKeyIps: ['127.0.0.1', '::1'],
    serverURL: url,
    allowClientClassCreation: true,
    silent: true,
    logLevel: 'error',
    logsFolder: null,
    cloud: (Parse) => Parse.Cloud.define('credit', credit(Parse)),
  });
  await server.start();
  const app = express();
  app.use('/parse', server.app);
  app.get('/health', (_request, response) => response.json({ ok: true }));
  app.listen(port, '127.0.0.1');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
