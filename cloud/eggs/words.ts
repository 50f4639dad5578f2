/** What a message about picking up eggs says. */
export const words = {
  when: (day: string, hours: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${hours}`,
  /** Several places or hours of one day, each once. */
  all: (these: readonly string[]): string => [...new Set(these)].join('、'),
};
