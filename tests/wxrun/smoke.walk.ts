import { closeChromium, openChromium } from './drive/chromium';
import { openCity } from './drive/city';
import { openJsdom } from './drive/jsdom';
import { launch } from './drive/phone';

afterAll(closeChromium);
test.each([['jsdom', openJsdom], ['chromium', openChromium]] as const)('smoke %s', async (name, glass) => {
  const city = await openCity();
  const phone = await launch({ city, glass });
  await new Promise((r) => setTimeout(r, 2500));
  console.log(await phone.reading(), JSON.stringify(await phone.act('report')).slice(0, 3000), await phone.act('tree'));
  if (name === 'chromium') await phone.screenshot('smoke');
  await phone.close();
  await city.close();
});
