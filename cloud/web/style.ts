import { createHash } from 'node:crypto';

/**
 * The one style of the public pages, in the colours of `src/kit/ui/page.scss`. It is made for a reader of seventy on a
 * phone: nothing is smaller than 18 pixels, and all of it grows with the browser's own text size.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf6ee; --card: #fffdf9; --ink: #221f1a; --soft: #655d53; --rule: #e7ded0;
  --red: #b23a2a; --red-ground: #b23a2a; --on-ground: #fffdf9; --red-tint: #f9e4de; --yolk-tint: #fdf1d6; --yolk-ink: #7a4f00;
  --pine: #2c6a4b; --pine-tint: #e1efe6; --slate: #3d5a73; --slate-tint: #e4ecf2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1916; --card: #25221e; --ink: #f1eadd; --soft: #b8ae9f; --rule: #3a352e;
    --red: #e98a79; --red-ground: #bd4533; --on-ground: #fffdf9; --red-tint: #43251f; --yolk-tint: #3b2f17; --yolk-ink: #f2c571;
    --pine: #86c9a4; --pine-tint: #1f352a; --slate: #a5c1d8; --slate-tint: #24313c;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 40em; margin: 0 auto; padding: 1em 1.1em 3em;
  background: var(--paper); color: var(--ink);
  font: 1.125rem/1.7 -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif;
  overflow-wrap: break-word;
}
header { margin-bottom: 1.4em; padding-bottom: .4em; border-bottom: 4px double var(--ink); }
header, h1, h2 { font-family: 'Songti SC', 'STSong', 'Noto Serif SC', 'Noto Serif CJK SC', serif; font-weight: 800; }
header { font-size: 1.5rem; line-height: 1.4; letter-spacing: 2px; }
h1 { margin: .4em 0; font-size: 1.75rem; line-height: 1.4; }
p, ol { margin: 0 0 1em; }
ol { padding-left: 1.4em; }
a { color: var(--red); }
.kind { display: inline-block; padding: .1em .6em; border-radius: 6px; font-weight: 600; }
.notice { background: var(--slate-tint); color: var(--slate); }
.story { background: var(--yolk-tint); color: var(--yolk-ink); }
.activity { background: var(--pine-tint); color: var(--pine); }
.opinion { background: var(--red-tint); color: var(--red); }
.facts { margin-bottom: 1.2em; padding-bottom: 1em; border-bottom: 1px solid var(--rule); color: var(--soft); }
.facts p { margin: 0; }
.text { font-size: 1.25rem; line-height: 1.85; }
img { display: block; max-width: 100%; height: auto; margin: 0 auto 1em; border-radius: 10px; background: var(--rule); }
.card { margin: 1.2em 0; padding: .9em 1em; border: 1px solid var(--rule); border-radius: 14px; background: var(--card); }
.card p { margin: 0; }
.card .soft { color: var(--soft); }
.phone {
  display: block; padding: .5em 0; font-size: 1.375rem; font-weight: 700; text-decoration: none;
}
.button {
  display: block; margin: 1.4em 0; padding: .85em 1em; border-radius: 12px;
  background: var(--red-ground); color: var(--on-ground); font-size: 1.25rem; font-weight: 700; text-align: center; text-decoration: none;
}
.button.plain { border: 1px solid var(--rule); background: var(--card); color: var(--ink); }
h2 { margin: 1.6em 0 .5em; font-size: 1.375rem; line-height: 1.4; }
.hash { display: block; margin-top: .4em; font: 1.125rem/1.6 ui-monospace, Menlo, Consolas, monospace; }
.hash span { display: inline-block; margin-right: .5em; }
#steps .holds::marker { content: '✓ '; color: var(--pine); }
#steps .fails::marker { content: '✗ '; color: var(--red); }
#steps .fails { color: var(--red); font-weight: 700; }
.badge { padding: 1.2em 1em; border: 3px solid currentColor; border-radius: 14px; text-align: center; }
.badge h1 { margin: .2em 0; font-size: 2.25rem; }
.badge p { margin: 0; color: var(--ink); text-wrap: balance; }
.badge.good { background: var(--pine-tint); color: var(--pine); }
.badge.bad { background: var(--red-tint); color: var(--red); }
.sign { display: block; margin: 0 auto; }
.wrong { color: var(--red); font-weight: 700; }
textarea {
  display: block; width: 100%; margin-top: .4em; padding: .7em .8em; border: 1px solid var(--soft); border-radius: 12px;
  background: var(--card); color: var(--ink); font: inherit; font-size: 1.25rem;
}
button.button { width: 100%; border: 0; font-family: inherit; cursor: pointer; }
.source { display: none; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #000; --red: #000; }
  body { max-width: none; padding: 0; }
  .button { display: none; }
  .source { display: block; }
  img { max-height: 11cm; width: auto; }
  img, .card { break-inside: avoid; }
}
`;

/** The policy that lets this very style in, our own pictures and forms to ourselves: no script, no frame, nothing from elsewhere. */
export const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
