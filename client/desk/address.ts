import { useMemo } from 'react';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';

/** Changes the query of the present address; `replace` for what the back button should not stop at. */
export type SetQuery = (next: URLSearchParams, options?: { replace: boolean }) => void;

/** The query of the address as it was written: the router would decode it once more, and a lot may be called `%2F`. */
export function useQuery(): readonly [URLSearchParams, SetQuery] {
  const search = useSearch();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  return [query, setQuery];
}

const setQuery: SetQuery = (next, options) => navigate(`${location.pathname}${queryText(next)}`, options);

/** The thing the address ends in, `/supervisor/lots/…`; null when that is not an encoded name. */
export function useNamed(): string | null {
  return nameIn(usePathname());
}

/** Names may hold slashes and percent signs, so only the last part of the address as written is decoded, and once. */
export function nameIn(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)) || null;
  } catch {
    return null;
  }
}

/** The same query with some of it changed; an empty or missing value drops its name. */
export function withQuery(query: URLSearchParams, change: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** `?a=b`, or nothing for an empty query. */
export function queryText(query: URLSearchParams): string {
  const text = query.toString();
  return text && `?${text}`;
}

export function lotHref(lot: string): string {
  return `/supervisor/lots/${encodeURIComponent(lot)}`;
}

export function anomalyHref(id: string): string {
  return `/supervisor/anomalies/${encodeURIComponent(id)}`;
}
