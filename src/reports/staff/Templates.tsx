import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { a11y, Button, Failed } from '../../kit/ui';
import type { Here } from './here';
import { say } from './words';
import './templates.scss';

const FEW = 3;

/** Answers that are written again and again: a tap puts one into what is being written. */
export const Templates = observer(({ here, onTake }: { here: Here; onTake: (text: string) => void }) => {
  const { value, failure } = here.templates;
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    if (!here.templates.value && !here.templates.busy) void here.loadTemplates();
  }, [here]);
  if (failure) return <Failed failure={failure} onRetry={() => void here.loadTemplates()} />;
  if (!value) return null;
  const shown = isAll ? value : value.slice(0, FEW);
  return (
    <View className="field" {...a11y('group', say.templates)}>
      <View className="templates__label">{say.templates}</View>
      {value.length === 0 && <View className="templates__none">{say.noTemplates}</View>}
      {shown.map((text) => (
        <View key={text} className="templates__one" {...a11y('button')} onClick={() => onTake(text)}>
          {text}
        </View>
      ))}
      {shown.length < value.length && (
        <Button kind="quiet" onTap={() => setAll(true)}>
          {say.moreTemplates(value.length - shown.length)}
        </Button>
      )}
    </View>
  );
});

/** What was written already stays, and the template comes after it. */
export const withTemplate = (text: string, template: string): string =>
  text.trim() && !text.includes(template) ? `${text.trimEnd()}\n${template}` : template;
