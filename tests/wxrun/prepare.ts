import { buildIfOld } from '../../cloud/demo/build';
import { buildTemplate } from '../kit/engine';
import { bundleRuntime } from './compile/runtime';
import { forgetFacts } from './drive/facts';

/** Before all walks: the artefact, the runtime, and the demo city that each walk gets a copy of. */
export default async function prepare(): Promise<void> {
  forgetFacts();
  buildIfOld('weapp');
  bundleRuntime();
  await buildTemplate();
}
