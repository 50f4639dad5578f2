import { readConfig } from '../kit/config';
import { orStop, start } from '../start';
import { buildIfOld } from './build';

/** `npm start`: the H5 page and the demo city, ready to try. */
const run = async () => {
  const config = readConfig({ ...process.env, DEMO: process.env.DEMO || '1' });
  buildIfOld('h5', () => console.log('Building the page, once. This takes about a minute.'));
  await start(config, (line) => console.log(line));
};

void orStop(run());
