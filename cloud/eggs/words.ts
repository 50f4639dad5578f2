import type { PickUp } from '../../types/campaigns';

const date = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** What a message about picking up eggs says, and what stands on a manifest. */
export const words = {
  when: (day: string, hours: string): string => `${date(day)} ${hours}`,
  /** Several places or hours of one day, each once. */
  all: (these: readonly string[]): string => [...new Set(these)].join('、'),

  sheet: {
    columns: ['街道', '社区', '应发', '多备', '该送', '送到', '领走', '退回', '破损', '差数', '领取安排'],
    pickUp: ({ day, hours, at }: PickUp): string => `${date(day)} ${hours} ${at}`,
    printed: (day: string): string => `${Number(day.slice(0, 4))}年${date(day)}打印`,
  },
};
