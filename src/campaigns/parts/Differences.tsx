import { View } from '@tarojs/components';
import type { Standing } from '../../../types/campaigns';
import { differencesOf } from '../differences';
import { say } from '../words';
import './parts.scss';

interface Props {
  standing: Standing;
  /** How many explanations of each are shown. */
  most: number;
}

/** What of a community's eggs does not agree, and what people say of it. Red is only what is wrong by now. */
export const Differences = ({ standing, most }: Props) => (
  <>
    {differencesOf(standing).map((about) => (
      <View key={about} className="difference">
        <View className={standing.red.includes(about) ? 'difference__red' : 'difference__calm'}>
          {say.difference(about, standing[about], standing.red.includes(about))}
        </View>
        {standing.explained
          .filter((one) => one.about === about)
          .slice(0, most)
          .map(({ note, at }) => (
            <View key={at} className="difference__note">
              {say.explained(note, at)}
            </View>
          ))}
      </View>
    ))}
  </>
);
