/** What this room says to people, and how people write their doors. */
export const words = {
  /** Instead of a title that speaks of eggs: no message may. */
  plainTitle: '社区有一条须知晓的通知',
  eggs: /[蛋🥚]/u,

  /** What somebody reads whose door was taken off the register. */
  dropped: '社区的住户册里去掉了这个门牌，请再写一次您家的门牌',

  /** What somebody reads who was confirmed where the register begins anew. */
  renewed: '社区请这一户重新登记，请再写一次您家的门牌',

  door: {
    digits: '〇一二三四五六七八九',
    /** Numerals in a row, such as 二十三 and 五〇一. */
    numerals: /[零〇一二三四五六七八九十百]+/g,
    /** A number that is named and not spelled: 十, 二十三, 一百零二. */
    named: /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/,
    first: /^第/,
    /** What stands behind a number and says no more than the column does. */
    building: /^(.+)(?:号楼|栋楼|楼栋|号|栋|幢|座|楼)$/u,
    unit: /^(.+)(?:单元|号门|门)$/u,
    room: /^(.+)(?:(?<=\d)房间?|号|室|户)$/u,
    /** Such words alone, between the numbers of what somebody looks for. */
    saying: /^(?:第|号楼|号|栋|幢|座|楼|单元|门|室|户|房)$/u,
    noUnit: /^(?:无|没有)$/,
    /** 3号楼2单元 written as one, and 2单元501. */
    buildingWithUnit: /^(.+?(?:号楼|栋|幢|座|楼))(.+?)(?:单元|门)$/u,
    roomWithUnit: /^(.+?)(?:单元|门)(.+)$/u,
  },

  /** How the columns of a table are called. The first is our own name for it. */
  columns: {
    building: ['楼栋', '楼号', '楼栋号', '楼幢', '栋号', '幢号', '幢', '栋', '楼'],
    unit: ['单元', '单元号', '门'],
    room: ['房号', '门牌', '门牌号', '室', '室号', '户号', '房间', '房间号'],
    phone: ['电话', '手机', '联系电话', '手机号', '手机号码', '电话号码', '联系方式'],
    grid: ['网格', '网格名称', '所属网格'],
  },

  /** Why a line of a table was left out. */
  wrong: {
    noBuilding: '没有写楼栋',
    noRoom: '没有写房号',
    date: (column: string) => `${column}被表格当成了日期，请把这一格改成文本`,
    twice: (line: number) => `和第 ${line} 行是同一户`,
    noGrid: (name: string) => `没有“${name}”这个网格`,
  },
};
