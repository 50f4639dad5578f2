import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { levels, type Level } from '../../types/org';
import type { Db } from '../kit/database';
import { isWithin, levelOf, lineage, spokenName } from './rules';

interface Row {
  code: string;
  level: Level;
  name: string;
  parent: string;
}

/** What is wrong with a file of divisions, with the line it is on. Nothing has been changed. */
export class DivisionsError extends Error {}

/** The text of a file of divisions. @throws DivisionsError when it is not UTF-8: a spreadsheet may have saved it as GBK, and every name would be lost */
export function divisionsText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DivisionsError('The file is not UTF-8. Save it as "CSV UTF-8" and try again.');
  }
}

const columns = ['code', 'level', 'name', 'parent_code'];

/**
 * Reads a file of divisions: a header, then `code,level,name,parent_code`. Cities are the roots; every other parent must
 * be in the file, and be one level up, where a code begins with its parent's as the national standard has it.
 * @throws DivisionsError
 */
export function readDivisions(csv: string): Row[] {
  const lines = records(csv);
  const header = lines.shift();
  if (header?.record.join() !== columns.join())
    throw new DivisionsError(`Line 1: the columns must be ${columns.join(',')}.`);

  const lineOf = new Map<string, number>();
  for (const { record, line } of lines) {
    const code = record[0] ?? '';
    const before = lineOf.get(code);
    if (before !== undefined) throw new DivisionsError(`Line ${line}: the code ${code} is on line ${before} already.`);
    lineOf.set(code, line);
  }
  return lines.map(({ record, line }) => {
    const [code = '', level = '', name = '', parent = ''] = record;
    const wrong = (what: string) => new DivisionsError(`Line ${line}: ${what}`);
    if (record.length !== columns.length) throw wrong(`there must be ${columns.length} fields, not ${record.length}.`);
    if (!/^\d+$/.test(code) || levelOf(code) === undefined) throw wrong(`"${code}" is not a division code.`);
    if (level !== levelOf(code)) throw wrong(`a code of ${code.length} digits is a ${levelOf(code)}, not "${level}".`);
    if (name === '' || name.length > 60) throw wrong('the name must have 1 to 60 characters.');
    if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) throw wrong('the name has a character that nobody can see.');
    if (level !== 'city' && !lineOf.has(parent)) throw wrong(`the parent ${parent} of ${code} is not in the file.`);
    const isAbove = level === 'city' ? isWithin(code, parent) && code !== parent : parent === lineage(code).at(-2);
    if (!isAbove) throw wrong(`${parent} is not the code one level above ${code}.`);
    return { code, level: level, name, parent };
  });
}

function records(csv: string): { record: string[]; line: number }[] {
  const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;
  try {
    const parsed = parse(csv, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw new DivisionsError(error instanceof Error ? error.message : String(error));
  }
}

/** Loads or updates the tree in one transaction; repeating it changes nothing. Communities switched on stay on. */
export async function importDivisions(db: Db, csv: string): Promise<{ added: number; changed: number; same: number }> {
  const rows = readDivisions(csv).sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const written = await sql<{ added: boolean }>`
    insert into node (code, level, name, official_name, parent_code)
    select * from jsonb_to_recordset(${JSON.stringify(
      rows.map((row) => ({
        code: row.code,
        level: row.level,
        name: row.level === 'community' ? spokenName(row.name) : row.name,
        official_name: row.name,
        parent_code: row.level === 'city' ? null : row.parent,
      })),
    )}::jsonb) as r (code text, level text, name text, official_name text, parent_code text)
    on conflict (code) do update set level = excluded.level, name = excluded.name,
      official_name = excluded.official_name, parent_code = excluded.parent_code
    where (node.level, node.name, node.official_name, node.parent_code)
      is distinct from (excluded.level, excluded.name, excluded.official_name, excluded.parent_code)
    returning xmax = 0 as added
  `.execute(db);
  const added = written.rows.filter((row) => row.added).length;
  return { added, changed: written.rows.length - added, same: rows.length - written.rows.length };
}
