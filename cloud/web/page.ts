import type { PublicNotice } from '../notices';
import { Html, html } from './html';
import { STYLE } from './style';
import { words } from './words';

const style = new Html(`<style>${STYLE}</style>`);

/** A whole page. `about` is what only its head says. */
export const page = (title: string, body: Html, about: Html = html`<meta name="robots" content="noindex" />`): string =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/pictures/notice.png" />
        <title>${title}</title>
        ${about} ${style}
      </head>
      <body>
        <header>${words.site}</header>
        ${body}
      </body>
    </html> `.text;

/** A notice in a browser, for whoever came by a printed code or a passed-on link. It needs no script and no account. */
export function noticePage({ notice, readers, opens, excerpt, image }: PublicNotice, origin: string): string {
  const address = `${origin}/n/${notice.id}`;
  const description = notice.withdrawn ? words.withdrawn : excerpt;
  const about = html`<meta name="description" content="${description}" />
    <link rel="canonical" href="${address}" />
    <meta property="og:type" content="article" />
    <meta property="og:site_name" content="${words.site}" />
    <meta property="og:title" content="${notice.title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${address}" />
    <meta property="og:image" content="${origin}${image}" />
    ${notice.withdrawn && html`<meta name="robots" content="noindex" />`}`;
  const body = html`<main>
    <article>
      <span class="kind ${notice.kind}">${words.kinds[notice.kind]}</span>
      <h1>${notice.title}</h1>
      <div class="facts">
        <p>${words.where(notice)}</p>
        <p>${words.by(notice.byline)}</p>
        ${notice.publishAt && html`<p><time datetime="${notice.publishAt}">${words.moment(notice.publishAt)}</time></p>`}
        ${notice.correctedAt && html`<p>${words.corrected(words.moment(notice.correctedAt))}</p>`}
      </div>
      ${notice.withdrawn ? withdrawn(notice.withdrawn) : text(notice)} ${contact(notice)}
    </article>
    ${notice.withdrawn ? null : further(notice.id, words.figures(readers, opens))}
    <p class="source">${words.source(address)}</p>
  </main>`;
  return page(`${notice.title} · ${words.site}`, body, about);
}

type Notice = PublicNotice['notice'];

/** An empty line parts paragraphs, and a single break stays one: in a browser's reading view as well, which drops styles. */
const text = ({ body, pictures }: Notice): Html => html`
  <div class="text">${body.split(/\n\s*\n/).map((paragraph) => html`<p>${lines(paragraph)}</p>`)}</div>
  ${pictures.map(
    ({ url, width, height }, i) =>
      html`<img src="${url}" width="${width}" height="${height}" alt="${words.picture(i + 1, pictures.length)}" />`,
  )}
`;

const lines = (paragraph: string): Html[] =>
  paragraph.split('\n').map((line, i) => (i === 0 ? html`${line}` : html`<br />${line}`));

const withdrawn = ({ at, reason }: NonNullable<Notice['withdrawn']>): Html => html`
  <div class="card">
    <p class="text"><strong>${words.withdrawn}</strong></p>
    <p class="text">${words.withdrawnWhy(reason)}</p>
    <p class="soft">${words.withdrawnWhen(words.moment(at))}</p>
  </div>
`;

const contact = ({ phone, address }: Notice): Html | null =>
  phone === null && address === null
    ? null
    : html`<div class="card">
        ${address && html`<p>${words.address(address)}</p>`}
        ${phone && html`<a class="phone" href="tel:${phone.replace(/[^\d+]/g, '')}">${words.phone(phone)}</a>`}
      </div>`;

const further = (id: string, figures: string): Html => html`
  <p class="facts">${figures}<br />${words.figuresHow}</p>
  <a class="button" href="/n/${id}/wechat" rel="nofollow">${words.open}</a>
`;

/** How to come to a notice by hand, where WeChat gave no link. */
export const findPage = ({ notice }: PublicNotice): string =>
  page(
    words.find,
    html`<main>
      <h1>${words.find}</h1>
      <ol class="text">
        ${words.findSteps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <p class="text">${words.findThen(notice.title, notice.place.name)}</p>
      <a class="button" href="/n/${notice.id}">${words.back}</a>
    </main>`,
  );

/** What stands in for a page that there is not. */
export const sorryPage = (title: string, ...says: string[]): string =>
  page(
    title,
    html`<main>
      <h1>${title}</h1>
      ${says.map((one) => html`<p class="text">${one}</p>`)}
    </main>`,
  );
