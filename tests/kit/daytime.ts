import { systemClock } from '../../cloud/kit/clock';
import { readConfig } from '../../cloud/kit/config';
import { orStop, start } from '../../cloud/start';

/** The cloud as `cloud/main.ts` starts it, with a clock that is ahead: at night it sends no messages, and tests run at night. */
const ahead = Number(process.env.AHEAD_MS);
systemClock.now = () => new Date(Date.now() + ahead);
void orStop(start(readConfig(process.env), (line) => console.log(line)));
