import { refusals, type RefusalCode } from '../../../types/refusals';
import type { Network, Response } from '../program';
import type { City } from './city';

/** What was asked, and what is answered: a value, a refusal by name, or null for a cloud that is not reached. */
export interface Stood {
  name: string;
  input: Record<string, unknown>;
}
type Answer = object | RefusalCode | null;
export type Stand = (input: Record<string, unknown>) => Answer | Promise<Answer>;

/**
 * A city in which some procedures are answered by the walk, for what no city can be brought to say: WeChat's side of
 * things, and failures at a wanted moment. Everything else is the real cloud's. `asked` is every call, in order.
 */
export function instead(city: City, stands: Record<string, Stand>): City & { asked: Stood[] } {
  const asked: Stood[] = [];
  const network: Network = async (request) => {
    const [, name = ''] = /\/1\.1\/functions\/([\w.]+)$/.exec(request.url) ?? [];
    if (!name) return city.network(request);
    const input = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
    asked.push({ name, input });
    const stand = stands[name];
    if (!stand) return city.network(request);
    const answer = await stand(input);
    if (answer === null) return null;
    return typeof answer === 'string'
      ? refused(answer)
      : { status: 200, header: {}, body: JSON.stringify({ result: answer }) };
  };
  return { ...city, network, asked };
}

function refused(refusal: RefusalCode): Response {
  const [code, status, error] = refusals[refusal];
  return { status, header: {}, body: JSON.stringify({ code, error, details: { refusal, requestId: 'instead' } }) };
}
