import { wxmlToJs, wxssToJs } from 'miniprogram-compiler';

/** WeChat's own compilers over the artefact on disk. Throws what they say when they refuse a file. */
const room = { maxBuffer: 64 * 1024 * 1024 };

export function officialTemplates(dir: string): number {
  return wxmlToJs(dir, room).length;
}

export function officialStyles(dir: string): number {
  return wxssToJs(dir, room).length;
}
