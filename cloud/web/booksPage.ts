import type { Contract, Output } from '../../types';
import type { Correction } from '../../types/guarding';
import { Html, html } from './html';
import { page } from './page';
import { words } from './words';

const { books: says } = words;
type Books = Output<Contract['eggs']['heads']>;

/** A hash as people compare it: eight groups of eight. */
const grouped = (hash: string): Html =>
  html`<code class="hash">${(hash.match(/.{8}/g) ?? []).map((group) => html`<span>${group}</span> `)}</code>`;

/** The closed days of a campaign, the newest first, and where to check a receipt against them. */
export function booksPage({ campaign, heads, next }: Books, corrections: readonly Correction[]): string {
  const words_ = { broken: says.broken, off: says.off, down: says.down, good: says.good, bad: says.bad };
  const body = html`<main>
    <h1>${says.title(campaign.name)}</h1>
    <p class="text">${says.what}</p>
    ${heads.length === 0 && html`<p class="text">${says.none}</p>`}
    ${[...heads].reverse().map(
      ({ day, hash, entries, communities }) =>
        html`<div class="card" id="${day}">
          <p><strong>${words.day(day)}</strong></p>
          <p class="soft">${says.day(entries, communities)}</p>
          ${grouped(hash)}
        </div>`,
    )}
    ${next !== null && html`<p class="facts">${says.next(words.day(next))}</p>`}
    ${
      corrections.length > 0 &&
      html`<section>
        <h2>${says.corrections}</h2>
        <p class="text">${says.correctionsNote}</p>
        ${corrections.map(
          ({ kind, community, day, reason, decidedAt }) =>
            html`<div class="card">
              <p><strong>${says.kinds[kind]}</strong></p>
              <p class="soft">${says.correction(community.name, words.day(day))}</p>
              <p>${words.withdrawnWhy(reason)}</p>
              ${decidedAt !== null && html`<p class="soft">${says.decided(words.moment(decidedAt))}</p>`}
            </div>`,
        )}
      </section>`
    }
    <section id="check">
      <h2>${says.how}</h2>
      <p class="text">${says.howNote}</p>
      <label class="text" for="receipt">${says.label}</label>
      <textarea id="receipt" rows="5" spellcheck="false"></textarea>
      <button class="button" id="go" type="button">${says.check}</button>
      <p class="text" id="outcome" role="status"></p>
      <ol class="text" id="steps">
        ${says.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <script type="application/json" id="words">
        ${new Html(JSON.stringify(words_).replace(/</g, '\\u003c'))}
      </script>
      <script src="/books/check.js" defer></script>
    </section>
    <p><a href="/books/verify.mjs" download>${says.script}</a></p>
    <p><a href="/books/${campaign.id}.json">${says.raw}</a></p>
  </main>`;
  return page(`${says.title(campaign.name)} · ${words.site}`, body);
}
