import type { IPluginContext } from '@tarojs/service';

/**
 * Taro's weapp templates know no aria attributes and drop them silently, so that a screen reader would meet nameless
 * boxes. This adds the two that name it to every element a person can meet, and to boxes whether they are chosen or only drawn.
 */
const TAGS = [
  'view',
  'static-view',
  'catch-view',
  'text',
  'static-text',
  'image',
  'static-image',
  'button',
  'input',
  'textarea',
  'picker',
  'canvas',
];

const STATES = { 'aria-checked': 'i.ariaChecked', 'aria-hidden': 'i.ariaHidden' };

type Attributes = Record<string, string>;
interface Template {
  createMiniComponents(components: Record<string, Attributes>): Record<string, Attributes>;
}

export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn({ platform, template }: { platform: string; template: Template }) {
      if (platform !== 'weapp') return;
      const make = template.createMiniComponents.bind(template);
      template.createMiniComponents = (components) => {
        const made = make(components);
        for (const tag of TAGS) {
          const attributes = made[tag];
          if (!attributes) continue;
          Object.assign(attributes, { 'aria-role': 'i.ariaRole', 'aria-label': 'i.ariaLabel' });
          if (/view|image/.test(tag)) Object.assign(attributes, STATES);
        }
        return made;
      };
    },
  });
};
