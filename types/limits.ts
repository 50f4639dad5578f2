/** Limits that both sides know: the contract enforces them, the pages count down to them. No schema here, so that the client may import the numbers alone. */
export const limits = {
  title: 200,
  body: 20_000,
  reason: 200,
  byline: 20,
  address: 100,
  pictures: 9,
  /** One picture as uploaded, in bytes. */
  pictureBytes: 10 * 1024 * 1024,
  /** Uploads one person may begin in a day: a full desk of notices, and no storehouse. */
  uploadsADay: 200,
  /** Rows in one page of any list. */
  page: 50,
  campaignDays: 92,
  campaignCommunities: 4_000,
  campaignPickUps: 1_000,
  /** What a desk without a network may write down before it has to be taken in. */
  offlineHandings: 500,
  /** Neighbours one person picks up for. */
  proxyFor: 3,
  shopName: 40,
  services: 30,
  /** Pictures of a shop's licences, or of a signed agreement. */
  documents: 6,
  /** Three years and a day. */
  agreementDays: 1_097,
  /** Shops one person may have waiting for their first agreement. */
  applications: 5,
  /** Pictures of one report, or of one answer to it. */
  reportPictures: 3,
  reportWords: 500,
  /** Reports one person may raise in a day: a walk through the whole neighbourhood, and no flood. */
  reportsADay: 30,
  /** Reports answered at once. */
  bulk: 50,
  grids: 60,
  units: 100,
  replyTemplates: 30,
  /** Doors of one community. */
  households: 20_000,
  /** A table as it is sent: half a megabyte in base64. */
  tableBytes: 700_000,
  couponYuan: 1_000,
  couponTotal: 10_000,
  couponPerPerson: 10,
} as const;
