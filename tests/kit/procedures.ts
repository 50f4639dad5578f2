import { contract, type Procedure } from '../../types';
import { refusals, type RefusalCode, type RefusalDetails } from '../../types/refusals';
import { APP_HEADERS, type Town } from './town';

/** Every procedure of the contract by the name it has on the wire. */
export const procedures: ReadonlyMap<string, Procedure> = new Map(
  Object.entries(contract).flatMap(([feature, verbs]) =>
    Object.entries(verbs as Record<string, Procedure>).map(([verb, procedure]) => [`${feature}.${verb}`, procedure]),
  ),
);

/** An answer as it went over the wire. */
export interface Answer {
  status: number;
  text: string;
  /** The refusal's name; null when the call was allowed. */
  refusal: string | null;
  result: unknown;
}

/** Calls a procedure with whatever input, and gives what came back: nothing throws, a reply that is not JSON does. */
export async function ask(town: Town, name: string, input: unknown, token?: string): Promise<Answer> {
  const { statusCode, payload } = await town.app.inject({
    method: 'POST',
    url: `/1.1/functions/${name}`,
    headers: { ...APP_HEADERS, 'content-type': 'application/json', ...(token && { 'x-lc-session': token }) },
    payload: JSON.stringify(input) ?? '',
  });
  const body = JSON.parse(payload) as { result?: unknown; details?: RefusalDetails };
  const refusal = statusCode < 400 ? null : (body.details?.refusal ?? 'no refusal named');
  return { status: statusCode, text: payload, refusal, result: body.result };
}

/** What is wrong with a refusal as a person and a client get it; null when nothing is. */
export function wrongWith({ status, text }: Pick<Answer, 'status' | 'text'>): string | null {
  const { code, error, details } = JSON.parse(text) as { code?: unknown; error?: unknown; details?: RefusalDetails };
  const known = refusals[details?.refusal as RefusalCode] as readonly [number, number, string] | undefined;
  if (status >= 500) return `the answer is ${status}`;
  if (!known) return `there is no refusal named ${String(details?.refusal)}`;
  if (code !== known[0] || status !== known[1]) return `${details?.refusal} came as ${String(code)} with ${status}`;
  if (typeof error !== 'string' || !/^[^a-z]*\p{Script=Han}.*。$/su.test(error))
    return `its words are ${String(error)}`;
  if (!/^[\w-]{8}-[0-9a-z]+$/.test(details?.requestId ?? '')) return 'it has no request id';
  if (/\n\s*at |node_modules|\.[jt]s:\d|stack/i.test(text)) return 'it shows a stack trace';
  return null;
}
