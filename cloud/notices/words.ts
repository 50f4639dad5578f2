/** What a message about a notice says of itself. */
export const words = {
  /** Instead of a title that speaks of eggs: no message may. */
  plainTitle: '社区有一条须知晓的通知',
  eggs: /[蛋🥚]/u,
};
