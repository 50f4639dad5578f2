/** A name for one intention, repeated with every retry of it: the cloud answers a repetition with the first answer. */
export const newId = (): string => {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${part()}${part()}`;
};
