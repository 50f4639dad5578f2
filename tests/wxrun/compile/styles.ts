import { posix } from 'node:path';
import postcss, { type ChildNode } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { textOf, type Artefact } from './artefact';

/** WXSS as CSS, for every file that is not only imported by others. */
export function compileStyles(files: Artefact): Record<string, string> {
  const styles: Record<string, string> = {};
  for (const path of files.keys()) {
    if (path.endsWith('.wxss')) styles[path.slice(0, -5)] = compileStyle(files, path);
  }
  return styles;
}

function compileStyle(files: Artefact, path: string): string {
  const sheet = postcss.parse(textOf(files, path), { from: path });
  sheet.walkAtRules('import', (rule) => {
    const target = /^(?:url\()?["']?([^"')]+)/.exec(rule.params)?.[1] ?? '';
    const imported = posix.join(posix.dirname(path), target);
    rule.replaceWith(postcss.parse(compileStyle(files, imported)).nodes);
  });
  sheet.walkDecls((declaration) => {
    declaration.value = valueOf(declaration.value);
  });
  sheet.walkAtRules('media', (rule) => {
    rule.params = valueOf(rule.params);
  });
  sheet.walkRules((rule) => {
    if (!inKeyframes(rule.parent as ChildNode | undefined)) rule.selector = tags.processSync(rule.selector);
  });
  return sheet.toString();
}

/**
 * 750 rpx are the width of the screen. A page's height ends at the bars around it, and the home indicator of a phone
 * is not Chromium's: both are custom properties here, and `shell.css` sets them.
 */
const valueOf = (value: string): string =>
  value
    .replace(/(-?\d*\.?\d+)rpx\b/g, (_, n: string) => `${trim(Number(n) / 7.5)}vw`)
    .replace(/(-?\d*\.?\d+)vh\b/g, (_, n: string) => `calc(var(--page-height) * ${trim(Number(n) / 100)})`)
    .replace(/\b(?:env|constant)\(safe-area-inset-bottom(?:,[^)]*)?\)/g, 'var(--home-indicator)');
const trim = (n: number): number => Number(n.toFixed(5));

/** `view` in WXSS means the built-in component, which is a `wx-view` here; classes stay as they are. */
const tags = selectorParser((root) => {
  root.walkTags((tag) => {
    tag.value = tag.value.toLowerCase() === 'body' ? '.wx-scroller' : `wx-${tag.value.toLowerCase()}`;
  });
});

const inKeyframes = (parent: ChildNode | undefined): boolean =>
  parent?.type === 'atrule' && parent.name.endsWith('keyframes');
