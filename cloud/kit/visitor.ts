import type { FastifyRequest } from 'fastify';

/** An unknown visitor, as far as one can be told from another: where they come from, and by what program. It names nobody. */
export interface Visitor {
  address: string;
  program: string;
}

/** @param behindProxy whether the last address that a proxy named is to be believed */
export function visitorOf({ headers, ip }: FastifyRequest, behindProxy: boolean): Visitor {
  const named = behindProxy
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  return { address: named || ip, program: headers['user-agent'] ?? '' };
}
