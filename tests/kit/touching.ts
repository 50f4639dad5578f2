import { ExplainNode, sql, type KyselyPlugin, type RootOperationNode } from 'kysely';

/** A node of a plan, as PostgreSQL tells it. */
interface Plan {
  'Relation Name'?: string;
  'Index Name'?: string;
  'Node Type': string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** The query that asks for the plan of another, which is run for it. */
function explained(node: RootOperationNode): RootOperationNode {
  if (node.kind !== 'RawNode')
    return { ...node, explain: ExplainNode.create('json', sql`analyze, timing off`.toOperationNode()) } as typeof node;
  const { sqlFragments } = node;
  const [first = '', ...others] = sqlFragments;
  return { ...node, sqlFragments: [`explain (analyze, timing off, format json) ${first}`, ...others] };
}

/** How many rows queries really touched, and by what. */
export interface Touched {
  plugin: KyselyPlugin;
  /** Of all that were asked so far. */
  told(): { queries: number; rows: number; by: string };
}

/**
 * Lets PostgreSQL run queries and tell their plan instead of their rows, which come back empty. Seconds depend on the machine; how many
 * rows are touched does not.
 * @param isMeant which queries, by their syntax tree in JSON; the others run as they are
 */
export function touching(isMeant: (tree: string) => boolean): Touched {
  const plans: Plan[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) =>
      isMeant(JSON.stringify(node, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
        ? explained(node)
        : node,
    async transformResult({ result }) {
      const first = result.rows[0] as { 'QUERY PLAN'?: string | [{ Plan: Plan }] } | undefined;
      const told = first?.['QUERY PLAN'];
      if (told === undefined) return result;
      plans.push((typeof told === 'string' ? (JSON.parse(told) as [{ Plan: Plan }]) : told)[0].Plan);
      return { ...result, rows: [] };
    },
  };
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return {
    plugin,
    told() {
      // A bitmap of an index reads as many entries as it finds, before any row is looked at.
      const scans = plans.flatMap(flat).filter((plan) => plan['Relation Name'] ?? plan['Index Name']);
      const rows = scans.reduce(
        (sum, plan) =>
          sum +
          (plan['Actual Loops'] ?? 0) *
            ((plan['Actual Rows'] ?? 0) +
              (plan['Rows Removed by Filter'] ?? 0) +
              (plan['Rows Removed by Index Recheck'] ?? 0)),
        0,
      );
      const by = scans.map((plan) => `${plan['Node Type']} ${plan['Index Name'] ?? ''}`).join(', ');
      return { queries: plans.length, rows, by };
    },
  };
}
