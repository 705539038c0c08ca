/**
 * @peculiar/x509 finds its parts through tsyringe, which wants two functions of the Reflect metadata proposal to
 * exist. No class involved keeps such metadata, so "none" is the true answer. The package is loaded only after that,
 * and not by an import statement: a bundler would move that to the top.
 */
const none = () => undefined;
if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none });

export const x509 = await import('@peculiar/x509');
