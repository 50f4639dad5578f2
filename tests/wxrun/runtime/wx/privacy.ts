import { trouble } from '../troubles';
import { Refused, tell, type Options } from './calls';

type Answer = { event: string; buttonId?: string };
type Listener = (resolve: (answer: Answer) => void, info: { referrer: string }) => void;

/** WeChat's question of privacy. An act that needs a consent which is not given asks the program first, and waits. */
export interface Privacy {
  /** Comes back when somebody has agreed; refuses in WeChat's words when they have not. */
  pass(act: string): Promise<void>;
  /** A button of open-type agreePrivacyAuthorization was tapped. */
  agreeBy(buttonId: string): void;
  members: Options;
}

export function privacyOf(isAsked: boolean): Privacy {
  let isAgreed = !isAsked;
  let listener: Listener | null = null;
  const tapped = new Set<string>();
  const answered = (referrer: string): Promise<boolean> =>
    new Promise((done) => {
      const resolve = ({ event, buttonId = '' }: Answer): void => {
        if (event === 'exposureAuthorization') return;
        if (event === 'agree' && !tapped.has(buttonId)) {
          trouble(`privacy was agreed to by the button “${buttonId}”, which nobody has tapped`);
          done(false);
        } else done(event === 'agree');
      };
      if (listener) listener(resolve, { referrer });
      else {
        trouble(`wx.${referrer} needs a consent to privacy, and the program asks for none`);
        done(false);
      }
    });
  return {
    async pass(act) {
      if (isAgreed) return;
      if (!(await answered(act))) throw new Refused('privacy permission is not authorized', { errno: 104 });
      isAgreed = true;
    },
    agreeBy: (buttonId) => void tapped.add(buttonId),
    members: {
      // The last listener is the only one.
      onNeedPrivacyAuthorization: tell('onNeedPrivacyAuthorization', (one: Listener) => void (listener = one)),
    },
  };
}
