import { TmplGroup } from 'glass-easel-template-compiler';
import { functionOf } from '../code';
import { textOf, type Artefact } from './artefact';

interface Complaint {
  level: string;
  message: string;
  path: string;
  startLine: number;
  startColumn: number;
}

/**
 * All WXML and WXS as one JavaScript expression. The compiler only warns about a missing end tag, and WeChat's own
 * tools refuse it, so any warning is an error here.
 */
export function compileTemplates(files: Artefact): string {
  const group = new TmplGroup();
  const complaints: string[] = [];
  for (const path of files.keys()) {
    if (path.endsWith('.wxml')) {
      for (const complaint of group.addTmpl(path.slice(0, -5), textOf(files, path)) as Complaint[])
        complaints.push(`${path}:${complaint.startLine + 1}:${complaint.startColumn + 1} ${complaint.message}`);
    } else if (path.endsWith('.wxs')) {
      const complaint = brokenScript(textOf(files, path));
      if (complaint) complaints.push(`${path} ${complaint}`);
      else group.addScript(path.slice(0, -4), textOf(files, path));
    }
  }
  try {
    if (complaints.length > 0) throw new Error(`The templates have faults:\n${complaints.join('\n')}`);
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}

/** The compiler takes WXS unread; a broken one would take all templates down without saying which. */
function brokenScript(source: string): string | null {
  try {
    functionOf(['require', 'module', 'exports'], source);
    return null;
  } catch (error) {
    return String(error);
  }
}
