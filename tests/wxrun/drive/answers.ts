import { refusals, type RefusalCode } from '../../../types/refusals';
import type { City } from './city';
import type { Network, Response } from '../program';

type Answer = { result: unknown } | { refusal: RefusalCode };

/** The city's cloud, but for some procedures, which answer as the walk says: for what only WeChat could bring about. */
export function answering(city: City, answers: Record<string, Answer>): City {
  const network: Network = async (request) => {
    const name = /\/functions\/([\w.]+)$/.exec(request.url)?.[1] ?? '';
    const answer = answers[name];
    return answer ? said(answer) : city.network(request);
  };
  return { ...city, network };
}

function said(answer: Answer): Response {
  if ('result' in answer) return { status: 200, header: {}, body: JSON.stringify(answer) };
  const [code, status, error] = refusals[answer.refusal];
  const details = { refusal: answer.refusal, requestId: 'walk-1' };
  return { status, header: {}, body: JSON.stringify({ code, error, details }) };
}
