import type { AppJson, PageJson, Program } from '../program';
import { jsonOf, missingFiles, textOf, type Artefact } from './artefact';
import { compileStyles } from './styles';
import { compileTemplates } from './templates';

const PICTURES: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml' };

/** Everything of the artefact that runs, or an error that names what is wrong with it. */
export function compileProgram(files: Artefact): Program {
  const missing = missingFiles(files);
  if (missing.length > 0) throw new Error(`app.json names what is not there: ${missing.join(', ')}`);
  const app = jsonOf<AppJson>(files, 'app.json');
  const program: Program = {
    app,
    themes: app.themeLocation ? jsonOf<Program['themes']>(files, app.themeLocation) : { light: {}, dark: {} },
    configs: {},
    scripts: {},
    templates: compileTemplates(files),
    styles: compileStyles(files),
    pictures: {},
  };
  for (const [path, bytes] of files) {
    const [, name = '', extension = ''] = /^(.*)\.(\w+)$/.exec(path) ?? [];
    if (extension === 'js') program.scripts[name] = textOf(files, path);
    if (extension === 'json' && files.has(`${name}.wxml`)) program.configs[name] = jsonOf<PageJson>(files, path);
    const type = PICTURES[extension];
    if (type) program.pictures[path] = `data:${type};base64,${bytes.toString('base64')}`;
  }
  return program;
}
