/** Text that is already HTML. Only `html` makes it, so that nothing a label says can end up as markup. */
export interface Html {
  readonly markup: string;
}

type Piece = string | number | Html | readonly Html[];

/** Fills a template: texts are escaped, HTML and lists of HTML go in as they are. */
export function html(template: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: template.reduce((text, part, n) => `${text}${markupOf(pieces[n - 1])}${part}`) };
}

/** Markup that another program of ours wrote, such as the symbol of a code. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(piece: Piece | undefined): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
