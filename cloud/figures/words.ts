import { measures, type Measure, type Span } from '../../types/measures';

const named = (measure: Measure, more = ''): string => {
  const { name, unit } = measures[measure];
  return `${name}${more}${unit === '' ? '' : `（${unit}）`}`;
};

/** The words of the table. Each number is called as it is on the page. */
export const words = {
  name: '社区工作',
  spans: { day: '按天', week: '按周', month: '按月' } satisfies Record<Span, string>,
  columns: [
    '从',
    '到',
    named('notices'),
    named('readers'),
    named('opens'),
    named('acknowledged'),
    '应当知道的户次',
    named('raised'),
    named('answered'),
    named('firstAnswer', '，一半在几分钟以内'),
    named('firstAnswer', '，九成在几分钟以内'),
    named('closed'),
    named('agreed'),
    named('reopened'),
    named('score', '，平均'),
    '打分的人次',
    named('badges'),
  ],
  all: '合计',
};
