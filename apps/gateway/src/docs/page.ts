import { REFUSALS } from '@xunling/contracts';

/** The readable form of the contract: one page without scripts, made from the same documents that are served as JSON. */
type Node = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON documents have no static shape

const escape = (text: unknown): string => String(text ?? '').replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const code = (text: unknown): string => `<code>${escape(text)}</code>`;
const anchor = (text: string): string => escape(text.replace(/[^\w.-]/g, '-'));

/** One line that says what a schema asks for. */
function typeOf(schema: Node | undefined): string {
  if (!schema) return '';
  if (schema['$ref']) { const name = String(schema['$ref']).split('/').at(-1)!; return `<a href="#schema-${anchor(name)}">${escape(name)}</a>`; }
  if (schema['enum']) return (schema['enum'] as unknown[]).map(code).join(' | ');
  if (schema['type'] === 'array') return `${typeOf(schema['items'] as Node)}[]`;
  const limits = (['minLength', 'maxLength', 'minimum', 'maximum', 'pattern', 'format'] as const).filter((k) => schema[k] !== undefined).map((k) => `${k} ${String(schema[k])}`);
  return `${escape(schema['type'] ?? 'any')}${limits.length ? ` <small>${escape(limits.join(', '))}</small>` : ''}`;
}

const fields = (schema: Node): string => {
  const required = (schema['required'] ?? []) as string[];
  const rows = Object.entries((schema['properties'] ?? {}) as Record<string, Node>).map(([name, s]) => `<tr><td>${code(name)}${required.includes(name) ? '' : '?'}</td><td>${typeOf(s)}</td></tr>`);
  return rows.length ? `<table>${rows.join('')}</table>` : '';
};

function operation(method: string, path: string, op: Node): string {
  const parameters = ((op['parameters'] ?? []) as Node[]).map((p) => `<tr><td>${code(p['name'])}${p['required'] ? '' : '?'}</td><td>${escape(p['in'])}</td><td>${typeOf(p['schema'] as Node)}</td></tr>`);
  const bodies = Object.entries((op['requestBody']?.content ?? {}) as Record<string, Node>);
  const body = bodies.map(([type, b]) => `<h4>Body ${code(type)}</h4>${fields((b['schema'] ?? {}) as Node)}${b['example'] ? `<pre>${escape(JSON.stringify(b['example'], null, 2))}</pre>` : ''}`);
  const answers = Object.entries((op['responses'] ?? {}) as Record<string, Node>).filter(([status]) => status !== 'default')
    .map(([status, r]) => `<p>→ <b>${escape(status)}</b> ${Object.entries((r['content'] ?? {}) as Record<string, Node>).map(([type, c]) => `${code(type)} ${typeOf(c['schema'] as Node)}`).join(', ')}</p>`);
  return `<details id="${anchor(op['operationId'] as string)}"><summary><b class="${method}">${method.toUpperCase()}</b> ${code(path)} <span>${escape(op['summary'])}</span></summary>
    <p>${code(op['operationId'])} · roles ${((op['x-roles'] ?? []) as string[]).map(code).join(' ')}</p>${parameters.length ? `<table>${parameters.join('')}</table>` : ''}${body.join('')}${answers.join('')}</details>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}code{font-size:.92em}
table{border-collapse:collapse;margin:.5rem 0}td{border-top:1px solid #8884;padding:.2rem .8rem .2rem 0;vertical-align:top}summary{cursor:pointer;padding:.3rem 0}summary span{opacity:.75;margin-left:.5rem}
details{border-bottom:1px solid #8884}details>*:not(summary){margin-left:1.2rem}pre{background:#8882;padding:.6rem;overflow:auto}.get{color:#2a7}.post{color:#c70}.delete{color:#c33}nav a{margin-right:1rem}small{opacity:.7}`;

/** The whole page from the OpenAPI and AsyncAPI documents. */
export function docsPage(openApi: Node, asyncApi: Node): string {
  const operations = Object.entries(openApi['paths'] as Record<string, Node>).flatMap(([path, item]) => Object.entries(item).map(([method, op]) => ({ method, path, op: op as Node })));
  const contexts = (openApi['tags'] as Node[]).map((t) => t['name'] as string);
  const sections = contexts.map((context) => `<h2 id="${anchor(context)}">${escape(context)}</h2>${operations.filter((o) => o.op['tags'][0] === context).map((o) => operation(o.method, o.path, o.op)).join('')}`);
  const schemas = Object.entries(openApi['components'].schemas as Record<string, Node>).map(([name, s]) => `<details id="schema-${anchor(name)}"><summary>${code(name)}</summary>${fields(s)}</details>`);
  const events = Object.entries(asyncApi['channels'] as Record<string, Node>).map(([type, c]) => `<tr><td>${code(type)}</td><td>${escape(c['summary'])}</td></tr>`);
  const refusals = Object.entries(REFUSALS).map(([slug, r]) => `<tr id="refusal-${anchor(slug)}"><td>${r.status}</td><td>${code(slug)}</td><td>${escape(r.title)}<br><span lang="zh-CN">${escape(r.titleZh)}</span></td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Xunling 汛令 — API</title><style>${STYLE}</style></head><body>
<h1>Xunling 汛令</h1><p>${escape(openApi['info'].description)}</p><p><a href="/api/openapi.json">openapi.json</a> · <a href="/api/asyncapi.json">asyncapi.json</a></p>
<nav>${[...contexts, 'schemas', 'events', 'refusals'].map((n) => `<a href="#${anchor(n)}">${escape(n)}</a>`).join('')}</nav>
${sections.join('')}<h2 id="schemas">Schemas</h2>${schemas.join('')}<h2 id="events">Events</h2><p>Subject <code>xl.&lt;zone&gt;.&lt;street&gt;.&lt;node&gt;.&lt;type&gt;</code></p><table>${events.join('')}</table>
<h2 id="refusals">Refusals</h2><table>${refusals.join('')}</table></body></html>`;
}
