import { createPostgres } from '../kit/postgres';
import { buildCity, openCity } from './city';
import { answerOf, fire, type Load } from './load';
import { run } from './process';
const med = (a: number[]) => [...a].sort((x, y) => x - y)[Math.floor(a.length / 2)] ?? 0;
async function main() {
  const rounds = Number(process.argv[2] ?? 5);
  const what = (process.argv[3] ?? 'feed,hot,open').split(',');
  const postgres = await createPostgres(['shared_buffers=2GB', 'max_wal_size=8GB', 'max_connections=320']);
  try {
    await buildCity(postgres.url, (rounds + 2) * 32_000);
    const city = await openCity(postgres.url);
    const bare = await run('bare.ts', {});
    const ours = await run('../../cloud/main.ts', { DATABASE_URL: postgres.url, DWELL_MS: '0', ...(process.env.PROF ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.PROF}` } : {}) });
    const bareLike = async (load: Load): Promise<Load> => {
      const request = load.requests[0]!;
      await fetch(`http://127.0.0.1:${bare.port}/answer`, { method: 'PUT', headers: { 'Content-Type': 'application/octet-stream' }, body: new Uint8Array(await answerOf(ours.port, request)) });
      return { again: true, requests: [request] };
    };
    await fire(ours.port, await city.credits(32_000, 1), 64, 2);
    const seen: Record<string, [number, number][]> = {};
    for (let r = 0; r < rounds; r++)
      for (const w of what) {
        const load = w === 'feed' ? city.feed() : w === 'open' ? await city.opens() : await city.credits(32_000, w === 'many' ? 1_000 : 1);
        const b = await fire(bare.port, await bareLike(w === 'hot' || w === 'many' ? await city.credits(1, 1) : load), 64, 2);
        const o = await fire(ours.port, load, 64, 2);
        (seen[w] ??= []).push([b.rate, o.rate]);
      }
    for (const [w, all] of Object.entries(seen))
      console.log(w, 'bare', med(all.map(([b]) => b)).toFixed(0), 'ours', med(all.map(([, o]) => o)).toFixed(0), 'ratio', med(all.map(([b, o]) => o / b)).toFixed(3), all.map(([b, o]) => (o / b).toFixed(2)).join(' '));
    bare.stop();
    if (process.env.PROF) await fetch(`http://127.0.0.1:${ours.port}/health`);
    (ours as any).term?.();
    ours.stop();
    await city.database.close();
  } finally { postgres.remove(); }
}
void main();
