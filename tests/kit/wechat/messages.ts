import { No, textIn, type Route, type Said } from './door';

/** A message as it stands in somebody's WeChat. */
export interface Delivered {
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
  state: string;
}

const time = String.raw`([01]?\d|2[0-3]):[0-5]\d`;
const day = String.raw`\d{4}年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日`;
const orSpan = (one: string): RegExp => new RegExp(`^${one}(~${one})?$`);
/** What a field may hold, by the kind its key begins with. */
const kinds: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  number: /^(?=.{1,32}$)\d+(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: orSpan(`(${day} ?)?${time}`),
  date: orSpan(`${day}( ?${time})?`),
  amount: /^[¥￥$]?\d{1,10}(\.\d+)?元?$/,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Z0-9]{1,8}$/u,
  name: /^([\p{Script=Han}·]{1,10}|[A-Za-z\p{P} ]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};

/** Subscription messages: which templates there are, who has agreed to how many, and what was delivered. */
export function createMessages(templates: Record<string, readonly string[]>, checkKnown: (openid: unknown) => void) {
  const consents = new Map<string, number>();
  const sent: Delivered[] = [];

  const send: Route = ({ body }) => {
    const { touser, template_id, page = '', miniprogram_state = 'formal' } = body;
    checkKnown(touser);
    const keys = templates[String(template_id)];
    if (!keys) throw new No(40037, 'invalid template_id');
    if (!/^($|[^/])/.test(String(page))) throw new No(41030, 'invalid page');
    const data = checkFields(keys, (body.data ?? {}) as Said);
    const ledger = `${String(touser)} ${String(template_id)}`;
    const left = consents.get(ledger) ?? 0;
    if (left === 0) throw new No(43101, 'user refuse to accept the msg');
    consents.set(ledger, left - 1);
    sent.push({
      openid: String(touser),
      templateId: String(template_id),
      page: String(page),
      data,
      state: String(miniprogram_state),
    });
    return { errcode: 0, errmsg: 'ok' };
  };

  return {
    routes: { send },
    sent,
    consent(openid: string, templateId: string, more: number): void {
      const ledger = `${openid} ${templateId}`;
      consents.set(ledger, (consents.get(ledger) ?? 0) + more);
    },
  };
}

function checkFields(keys: readonly string[], data: Said): Record<string, string> {
  for (const key of keys) if (!(key in data)) throw new No(47003, `argument invalid! data.${key}.value is empty`);
  const filled = Object.entries(data).map(([key, field]): [string, string] => {
    const value = textIn((field as { value?: unknown } | null)?.value);
    const kind = kinds[key.replace(/\d+$/, '')];
    if (!keys.includes(key) || !kind?.test(value)) throw new No(47003, `argument invalid! data.${key}.value invalid`);
    return [key, value];
  });
  return Object.fromEntries(filled);
}
