import type { MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { prefersPage } from '../prefers-page.ts';
import { isProblem } from '../problem.ts';

const problemSchema = z.object({ title: z.string(), detail: z.string() });

/** Shows problems as a page to browsers; programs get JSON. */
export const problemPages: MiddlewareHandler = async (context, next) => {
  await next();
  const { res, req } = context;
  if (!isProblem(res) || !prefersPage(req.header('accept'))) return;
  const { title, detail } = problemSchema.parse(await res.json());
  const page = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <style>
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem; overflow-wrap: anywhere; }
    </style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>${detail}</p>
    <p><a href="/">Go to the studio</a></p>
  </body>
</html>`;
  const headers = new Headers(res.headers);
  headers.delete('content-length');
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  );
  headers.set('vary', 'accept');
  context.res = new Response(String(page), { status: res.status, headers });
};
