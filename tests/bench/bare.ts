import fastify from 'fastify';

/** The floor: a Fastify route that reads the same JSON and answers the same size, with no product behind it. */
const answer = { result: { credited: true, readers: 1, egg: { day: '2026-11-22' } } };
const app = fastify();
app.post('/1.1/functions/:name', async () => answer);
void app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
