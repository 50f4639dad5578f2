import { words } from '../../../src/kit/words';
import type { Persona } from '../../../types/session';
import { closeChromium, openChromium } from './chromium';
import { openCity, type City } from './city';
import { openJsdom } from './jsdom';
import { launch, type Launch, type Phone } from './phone';

/** A city for the walks of one file, opened before them and closed after them, with the browser. */
export function cityForWalks(): { readonly city: City } {
  let city: City | null = null;
  beforeAll(async () => {
    city = await openCity();
  });
  afterAll(async () => {
    await closeChromium();
    await city?.close();
  });
  return {
    get city() {
      if (!city) throw new Error('The city opens before the walks, not while they are listed.');
      return city;
    },
  };
}

export const glasses = [
  ['jsdom', openJsdom],
  ['Chromium', openChromium],
] as const;

/** A phone whose owner is one of the demo city's people, who signs in by the page's own sheet. */
export async function phoneOf(persona: Persona, how: Launch): Promise<Phone> {
  const phone = await launch(how);
  await become(phone, persona);
  return phone;
}

export async function become(phone: Phone, persona: Persona): Promise<void> {
  const name = words.personas[persona];
  await phone.tap('.persona-strip');
  await phone.see(words.demo.title);
  await phone.tap(name);
  await phone.seeNoMore(words.demo.title);
  await phone.see(words.demo.now(name));
}
