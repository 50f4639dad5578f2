import type { Badge, Merchant, Service, ServiceList } from '../../types/shops';
import { Html, html } from './html';
import { page } from './page';
import { words } from './words';

const { badge: says } = words;

interface Shown {
  /** Whether a link into WeChat can be had. */
  hasLink: boolean;
  /** What was typed and not taken, and why. */
  typed?: string;
  wrong?: string;
}

/** Whether a sticker is genuine, in the largest words of the page, with a sign that does without colour. */
export function badgePage(badge: Badge, token: string, shown: Shown): string {
  const { merchant, agreement, services, replaced } = badge;
  const body = html`<main>
    <section class="badge ${badge.valid ? 'good' : 'bad'}">
      ${sign(badge.valid)}
      <h1>${says.states[badge.state]}</h1>
      <p class="text">${says.meanings[badge.state]}</p>
      ${merchant?.reason && !badge.valid && !replaced && html`<p class="text">${says.because(merchant.reason)}</p>`}
      ${replaced && html`<p class="text">${says.replacedWhen(words.moment(replaced.at), replaced.reason)}</p>`}
    </section>
    ${merchant && compare(merchant)}
    ${
      agreement &&
      html`<div class="card">
        <p><strong>${says.agreement}</strong></p>
        <p>${says.days(words.day(agreement.firstDay), words.day(agreement.lastDay))}</p>
        ${badge.valid && html`<p class="soft">${says.promises(agreement.promises)}</p>`}
      </div>`
    }
    ${services && list(services)} ${merchant && further(token, shown)}
  </main>`;
  const title = merchant ? says.title(merchant.name) : says.states.unknown;
  return page(`${title} · ${words.site}`, body);
}

/** Drawn, so that it prints and needs no colour: a tick, or a bar across. */
const sign = (isGood: boolean): Html =>
  new Html(
    `<svg class="sign" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true"><circle cx="32" cy="32" r="29" fill="none" stroke="currentColor" stroke-width="5"/>${
      isGood
        ? '<path d="M18 33l10 10 19-21" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>'
        : '<path d="M18 32h28" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round"/>'
    }</svg>`,
  );

/** A copied sticker hangs on another door: name, address and photograph tell. */
const compare = (merchant: Merchant): Html => html`
  <section>
    <h2>${merchant.name}</h2>
    <div class="facts">
      <p>${words.where(merchant)}</p>
      <p>${words.address(merchant.address)}</p>
      ${merchant.hours && html`<p>${says.hours(merchant.hours)}</p>`}
    </div>
    <p class="text"><strong>${says.compare}</strong></p>
    ${
      merchant.door &&
      html`<img
        src="${merchant.door.url}"
        width="${merchant.door.width}"
        height="${merchant.door.height}"
        alt="${says.door}"
      />`
    }
    ${
      merchant.phone &&
      html`<div class="card">
        <a class="phone" href="tel:${merchant.phone.replace(/[^\d+]/g, '')}">${words.phone(merchant.phone)}</a>
      </div>`
    }
  </section>
`;

const list = ({ items, changedAt }: ServiceList): Html => html`
  <section>
    <h2>${says.services}</h2>
    <p class="facts">${says.listDate(words.moment(changedAt))}</p>
    ${items.map(
      (item) =>
        html`<div class="card">
          <p class="text"><strong>${item.name}</strong></p>
          <p>${facts(item)}</p>
          ${item.note && html`<p class="soft">${item.note}</p>`}
          ${item.phone && html`<p><a href="tel:${item.phone.replace(/[^\d+]/g, '')}">${words.phone(item.phone)}</a></p>`}
        </div>`,
    )}
    ${items.length === 0 ? html`<p class="text">${says.noServices}</p>` : null}
  </section>
`;

const facts = ({ fen, unit, hours, forWhom }: Service): string =>
  [says.price(fen, unit), hours, forWhom.map((whom) => says.audiences[whom]).join('、')].filter(Boolean).join(' · ');

const further = (token: string, { hasLink, typed = '', wrong }: Shown): Html => html`
  <section id="problem">
    <h2>${says.problem}</h2>
    <p class="text">${says.problemNote}</p>
    ${wrong !== undefined && html`<p class="text wrong" role="alert">${wrong}</p>`}
    <form method="post" action="/b/${token}/problem#problem">
      <label class="text" for="words">${says.problemLabel}</label>
      <textarea id="words" name="words" rows="4" maxlength="500" required>${typed}</textarea>
      <button class="button" type="submit">${says.send}</button>
    </form>
  </section>
  ${hasLink && html`<a class="button plain" href="/b/${token}/wechat" rel="nofollow">${words.open}</a>`}
`;

/** After a word was taken. */
export const badgeThanks = ({ merchant }: Badge, token: string): string =>
  page(
    `${says.thanks} · ${words.site}`,
    html`<main>
      <h1>${says.thanks}</h1>
      <p class="text">${says.thanksNote(merchant?.place.name ?? '')}</p>
      <a class="button plain" href="/b/${token}">${says.back}</a>
    </main>`,
  );

/** How to come to the shops by hand, where WeChat gave no link. */
export const findBadgePage = (badge: Badge, token: string): string =>
  page(
    words.find,
    html`<main>
      <h1>${words.find}</h1>
      <ol class="text">
        ${words.findSteps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <p class="text">${says.findThen(badge.merchant?.name ?? '')}</p>
      <a class="button" href="/b/${token}">${says.back}</a>
    </main>`,
  );
