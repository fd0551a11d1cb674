import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as a route's handler sees it. */
export interface RouteContext {
  request: IncomingMessage;
  response: ServerResponse;
  /** The pattern's parameters, percent-decoded. */
  params: Record<string, string>;
  /** The path as sent, still percent-encoded. */
  rawPath: string;
  query: URLSearchParams;
}

type RouteHandler = (context: RouteContext) => void | Promise<void>;

/** Finds a handler by method and path, first match wins. */
export interface Router {
  /**
   * @param pattern a path with `{name}` for part of one segment and `{name=**}` for the rest,
   *   for example `/emulator/v1/projects/{project}:securityRules`
   */
  add(method: string, pattern: string, handler: RouteHandler): void;
  /** @returns false where no route matches; nothing is answered then */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

interface Route {
  method: string;
  regex: RegExp;
  handler: RouteHandler;
}

/** An empty router. */
export function createRouter(): Router {
  const routes: Route[] = [];
  return {
    add(method, pattern, handler) {
      routes.push({ method, regex: compilePattern(pattern), handler });
    },
    async handle(request, response) {
      const { rawPath, query } = splitUrl(request.url ?? '/');
      for (const route of routes) {
        if (route.method !== request.method) continue;
        const match = route.regex.exec(rawPath);
        if (!match) continue;
        const params: Record<string, string> = {};
        for (const [name, value] of Object.entries(match.groups ?? {})) params[name] = decodeSegment(value);
        await route.handler({ request, response, params, rawPath, query });
        return true;
      }
      return false;
    },
  };
}

/** Splits a request's target into its path, as sent, and its query. */
export function splitUrl(url: string): { rawPath: string; query: URLSearchParams } {
  const mark = url.indexOf('?');
  return mark === -1
    ? { rawPath: url, query: new URLSearchParams() }
    : { rawPath: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** Percent-decodes one path segment; text that is not valid stays as it is. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign is part of the name then, as browsers and servers agree.
    return segment;
  }
}

function compilePattern(pattern: string): RegExp {
  const source = pattern.replace(/\{(\w+)(=\*\*)?\}|[^{]+/g, (text, name?: string, rest?: string) => {
    if (name === undefined) return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return rest === undefined ? `(?<${name}>[^/]+?)` : `(?<${name}>.+)`;
  });
  return new RegExp(`^${source}$`);
}
