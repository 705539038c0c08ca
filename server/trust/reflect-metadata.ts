/**
 * @peculiar/x509 finds its parts through tsyringe, which wants two functions of the Reflect metadata proposal to
 * exist. No class involved keeps such metadata, so "none" is the true answer. Import this before @peculiar/x509.
 */
const none = () => undefined;
if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none });
