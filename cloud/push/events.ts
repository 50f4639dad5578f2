import * as v from 'valibot';

/** WeChat writes a list of one as the one itself. */
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.union([
    v.array(item),
    v.pipe(
      item,
      v.transform((one): v.InferOutput<S>[] => [one]),
    ),
  ]);

/** The pushes that we act on, as far as we read them. */
export const event = v.variant('Event', [
  v.object({
    Event: v.literal('wxa_media_check'),
    trace_id: v.string(),
    errcode: v.optional(v.number(), 0),
    result: v.optional(v.object({ suggest: v.picklist(['pass', 'review', 'risky']) })),
  }),
  v.object({
    Event: v.literal('subscribe_msg_change_event'),
    FromUserName: v.string(),
    List: listOf(v.object({ TemplateId: v.string(), SubscribeStatusString: v.string() })),
  }),
  v.object({ Event: v.literal('user_authorization_revoke'), OpenID: v.string() }),
  v.object({ Event: v.literal('user_authorization_cancellation'), OpenID: v.string() }),
]);
export type Event = v.InferOutput<typeof event>;
