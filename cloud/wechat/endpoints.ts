export interface Endpoint {
  path: string;
  /** Whether a try whose fate is unknown may be made again at once. */
  mayRepeat: boolean;
}

/** What we ask WeChat, and whether asking twice is harmless. */
export const endpoints = {
  // In normal mode the same token comes back; a forced one kills a token that is dead to us already.
  token: { path: '/cgi-bin/stable_token', mayRepeat: true },
  // The code is spent by the first try that arrives, and the second would be told so: the phone must bring a new one.
  login: { path: '/sns/jscode2session', mayRepeat: false },
  // This code is spent by the first try, too.
  phone: { path: '/wxa/business/getuserphonenumber', mayRepeat: false },
  // A second try would tell the person twice, and use up two consents.
  send: { path: '/cgi-bin/message/subscribe/send', mayRepeat: false },
  // The same scene and page always make the same code, and there is no limit to how many are made.
  code: { path: '/wxa/getwxacodeunlimit', mayRepeat: true },
  // A question: it changes nothing.
  checkText: { path: '/wxa/msg_sec_check', mayRepeat: true },
  // The picture is looked at twice, and a push with a trace id that nobody has heard of says nothing to anybody.
  checkPicture: { path: '/wxa/media_check_async', mayRepeat: true },
  // A question, too.
  riskRank: { path: '/wxa/getuserriskrank', mayRepeat: true },
  // A link that nobody was given lapses by itself.
  urlLink: { path: '/wxa/generate_urllink', mayRepeat: true },
} satisfies Record<string, Endpoint>;
