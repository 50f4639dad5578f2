import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';

interface Notice {
  title: string;
  body: string;
}

/** Asks for one notice as plainly as it can be asked for, and shows its words. */
export default function Plain() {
  const { id } = useRouter().params;
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(() => {
    void Taro.request<{ result: { notice: Notice } }>({
      url: 'http://127.0.0.1:3000/1.1/functions/notices.open',
      method: 'POST',
      header: { 'content-type': 'application/json', 'X-LC-Id': 'jiamenkou', 'X-LC-Key': 'jiamenkou-key' },
      data: { noticeId: id },
    }).then(({ data }) => setNotice(data.result.notice));
  }, [id]);
  return (
    <View>
      <View>{notice?.title ?? ''}</View>
      <Text>{notice?.body ?? ''}</Text>
    </View>
  );
}
