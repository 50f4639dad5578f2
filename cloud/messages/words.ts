/** How messages write a day and a time; WeChat takes it for its fields of either kind. */
export const words = {
  instant: (year: number, month: number, day: number, time: string): string => `${year}年${month}月${day}日 ${time}`,
};
