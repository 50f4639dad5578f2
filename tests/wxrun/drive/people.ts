import { words } from '../../../src/kit/words';
import type { Persona } from '../../../types/session';
import { openTown, type Town } from '../../kit/town';
import { closeChromium, openChromium } from './chromium';
import { openCity, type City } from './city';
import { openJsdom } from './jsdom';
import { launch, type Launch, type Phone } from './phone';

/**
 * A city for the walks of one file, opened before them and closed after them, with the browser.
 * @param open another town than the plain one, such as one that speaks with WeChat's stand-in
 */
export function cityForWalks(): { readonly city: City };
export function cityForWalks<T extends Town>(
  open: (settings: Record<string, string>) => Promise<T>,
): { readonly city: City<T> };
export function cityForWalks(open: (settings: Record<string, string>) => Promise<Town> = openTown): {
  readonly city: City;
} {
  let city: City | null = null;
  beforeAll(async () => {
    city = await openCity(open);
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
