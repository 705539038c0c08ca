export type JsonFile = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly detail: string };

/** A file's text as data, or what the parser says is wrong with it. */
export function readJson(text: string): JsonFile {
  try {
    return { ok: true, data: JSON.parse(text) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
