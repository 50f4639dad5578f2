import * as glassEasel from 'glass-easel';
import { MiniProgramEnv, type AssociatedBackend, type CodeSpace } from 'glass-easel-miniprogram-adapter';
import { functionOf } from '../code';
import type { Program } from '../program';
import { builtIns, defineBuiltIns, type OpenTypes } from './builtins';
import { watchSetData } from './crossings';
import { watchLongPress, watchTaps } from './events';
import { reasonOf, trouble } from './troubles';

export interface Framework {
  space: CodeSpace;
  backend: AssociatedBackend;
}

/** WeChat's own component framework over this window, knowing the program's templates and its built-in components. */
export function openFramework(program: Program, opens: OpenTypes): Framework {
  glassEasel.addGlobalErrorListener((error, method) => {
    trouble(`${method ?? 'the framework'}: ${reasonOf(error)}`);
    return false;
  });
  glassEasel.addGlobalWarningListener((message, component) => {
    if (isHollow(message, component)) return false;
    trouble(`the framework warns: ${message}`);
    return false;
  });
  watchSetData();

  const env = new MiniProgramEnv();
  const context = new glassEasel.CurrentWindowBackendContext();
  const known = new Set([...Object.keys(builtIns), 'page']);
  // Built-in components are elements of their own name, so that no style or habit of an HTML element sneaks in.
  context.document = {
    createElement: (tag: string) => {
      if (!known.has(tag) && !program.configs[tag]) trouble(`<${tag}> is not a built-in component of this runtime`);
      return document.createElement(`wx-${tag}`);
    },
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as unknown as typeof context.document;
  const backend = env.associateBackend(context);
  const space = env.createCodeSpace('', true);
  defineBuiltIns(space.getComponentSpace(), program, opens);

  const groups = functionOf([], `return ${program.templates}`)() as glassEasel.template.ComponentTemplate['groupList'];
  for (const [path, config] of Object.entries(program.configs)) {
    space.addComponentStaticConfig(path, config as Parameters<CodeSpace['addComponentStaticConfig']>[1]);
    const content = groups?.[path];
    if (groups && content) space.addCompiledTemplate(path, { groupList: groups, content });
  }
  context.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.getEventBubbleStatus();
  });
  watchLongPress();
  watchTaps();
  return { space, backend };
}

/**
 * Taro's recursive component, for what is nested deeper than the templates, starts as a view without children, before
 * it is told what it is. WeChat shows nothing for a list that is not there, and says nothing.
 */
const isHollow = (message: string, component: glassEasel.GeneralComponent | string): boolean =>
  message.startsWith('The for-list data') && typeof component === 'object' && component.is === 'comp';
