import type { IPluginContext } from '@tarojs/service';

/**
 * Taro's weapp templates know no aria attributes and drop them silently, so that a screen reader would meet nameless
 * boxes. This adds the two that WeChat reads to every element a person can meet.
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
          if (made[tag]) Object.assign(made[tag], { 'aria-role': 'i.ariaRole', 'aria-label': 'i.ariaLabel' });
        }
        return made;
      };
    },
  });
};
