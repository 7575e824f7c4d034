/** A route of the API: its key as the template has it, and the function behind it. */
export interface Route {
  key: string;
  /** Logical id. */
  functionId: string;
}

export interface Match {
  route: Route;
  pathParameters: { [name: string]: string };
}

/** The key of the route that takes whatever no other one does. */
export const ALL_OTHERS = '$default';

type Segment = { fixed: string } | { variable: string } | { rest: string };

interface Pattern {
  route: Route;
  method: string;
  segments: Segment[];
}

function readSegment(segment: string): Segment {
  const name = /^\{(\w+)(\+?)\}$/.exec(segment);
  if (name?.[1] !== undefined) return name[2] ? { rest: name[1] } : { variable: name[1] };
  return { fixed: segment };
}

/** `GET /reports/{form}` => its method and segments */
function readPattern(route: Route): Pattern {
  const [, method, path] = /^([A-Z]+) \/(\S*)$/.exec(route.key) ?? [];
  if (method === undefined || path === undefined)
    throw new Error(
      `the route ${route.key} is not of the form "METHOD /path", which is all that is known here`,
    );
  return { route, method, segments: path === '' ? [] : path.split('/').map(readSegment) };
}

/** Fixed segments win over variables, and these over the rest of a path; a named method wins over ANY. */
function rank({ segments, method }: Pattern): string {
  const places = segments.map((segment) => ('fixed' in segment ? '0' : 'variable' in segment ? '1' : '2'));
  return `${places.join('')}${method === 'ANY' ? '1' : '0'}`;
}

function matchPath(segments: Segment[], path: string[]): { [name: string]: string } | undefined {
  const parameters: { [name: string]: string } = {};
  for (const [index, segment] of segments.entries()) {
    if ('rest' in segment) {
      const rest = path.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [segment.rest]: rest };
    }
    const given = path[index];
    if (given === undefined || given === '') return undefined;
    if ('variable' in segment) parameters[segment.variable] = given;
    else if (segment.fixed !== given) return undefined;
  }
  return segments.length === path.length ? parameters : undefined;
}

/**
 * Finds the route of a request as an HTTP API does.
 * @returns a function of method and decoded path
 */
export function createRouter(routes: Route[]): (method: string, path: string) => Match | undefined {
  const fallback = routes.find(({ key }) => key === ALL_OTHERS);
  const patterns = routes
    .filter((route) => route !== fallback)
    .map(readPattern)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return (method, path) => {
    const segments = path === '/' ? [] : path.slice(1).split('/');
    for (const pattern of patterns) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue;
      const pathParameters = matchPath(pattern.segments, segments);
      if (pathParameters) return { route: pattern.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}
