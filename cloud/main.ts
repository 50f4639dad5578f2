import { readConfig } from './kit/config';
import { orStop, start } from './start';

/** `npm run cloud`: the server alone. */
const run = async () => start(readConfig(process.env), (line) => console.log(line));

void orStop(run());
