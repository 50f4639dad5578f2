/** The one place where text becomes code: running somebody's compiled program is what this tool is for. */
export const functionOf = (parameters: string[], body: string): ((...given: unknown[]) => unknown) =>
  Reflect.construct(Function, [...parameters, body]) as (...given: unknown[]) => unknown;
