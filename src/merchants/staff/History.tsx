import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { Card, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Hint';
import { say as shop } from '../words';
import { Shots } from './Shots';
import { say } from './words';

/** The agreements with their papers, and every step with its reason: the newest first. */
export const History = ({ file: { agreements, steps, merchant } }: { file: MerchantFile }) => (
  <>
    <Section>{say.agreements}</Section>
    {agreements.length === 0 && <View className="file__none">{say.noAgreements}</View>}
    {[...agreements]
      .sort((a, b) => b.number - a.number)
      .map(({ number, firstDay, lastDay, promises, consentNeeded, signedAt, papers }) => (
        <Card key={number}>
          <View className="file__meta">{words.facts(say.agreement(number), say.signedAt(words.moment(signedAt)))}</View>
          <View className="file__days">{shop.dates(firstDay, lastDay)}</View>
          <View className="file__promises">{promises}</View>
          <View className="file__meta">{consentNeeded ? say.consentNeeded : say.consentFree}</View>
          {papers.length > 0 && <Shots of={papers} />}
        </Card>
      ))}
    {merchant.choices.length > 0 && (
      <>
        <Section>{say.choices}</Section>
        <Card>
          {merchant.choices.map(({ year, reason }) => (
            <View key={year} className="file__choice">
              {say.chosen(year, reason)}
            </View>
          ))}
        </Card>
      </>
    )}
    <Section>{say.steps}</Section>
    <Card>
      {[...steps]
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .map(({ act, at, reason }) => (
          <Row
            key={`${act} ${at}`}
            title={say.stepNames[act]}
            end={words.moment(at)}
            {...(reason && { note: reason })}
          />
        ))}
    </Card>
  </>
);
