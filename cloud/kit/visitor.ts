import type { FastifyRequest } from 'fastify';

/**
 * What tells one unknown visitor from another for a day: where they come from, and by what program. It names nobody, and is only
 * ever kept as a mark under a key.
 * @param behindProxy whether the last address a proxy named is to be believed
 */
export function visitorOf({ headers, ip }: FastifyRequest, behindProxy: boolean): string {
  const named = behindProxy
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  return `${named || ip} ${headers['user-agent'] ?? ''}`;
}
