import fastify from 'fastify';

/** The floor: a Fastify route that parses the same JSON and answers the same bytes, with no product behind it. */
let answer: Buffer = Buffer.from('{}');
const app = fastify();
app.post('/1.1/functions/:name', async (_request, reply) => reply.type('application/json; charset=utf-8').send(answer));
// The bench puts here what ours answers to the same request.
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.put<{ Body: Buffer }>('/answer', async ({ body }) => void (answer = body));
app.get('/health', async () => ({ ok: true }));
void app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
