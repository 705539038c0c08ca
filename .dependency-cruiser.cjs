/** The dependency rules of ARCHITECTURE.md, as machine-checked absences. */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const notATest = '\\.(test|db\\.test|dom\\.test|contract|arbitrary)\\.tsx?$|\\.cli\\.ts$';
const screens = '^client/(floor|dock|supervisor|admin)/';

module.exports = {
  forbidden: [
    rule('no-cycles', 'a cycle means two files are one', {}, { circular: true }),
    rule(
      'domain-is-pure',
      'shared/domain imports only itself',
      { path: '^shared/domain/', pathNot: notATest },
      { pathNot: '^shared/domain/' },
    ),
    rule(
      'shared-has-no-host',
      'shared runs on phone and server alike',
      { path: '^shared/', pathNot: notATest },
      { path: '^(client|server|e2e|bench)/|^node:|^(fs|path|crypto)$', dependencyTypesNot: ['npm'] },
    ),
    rule('server-never-imports-client', 'the server knows no screen', { path: '^server/', pathNot: notATest }, { path: '^client/' }),
    rule(
      'client-sees-only-the-router-type',
      'the phone knows the server by its router type alone',
      { path: '^client/', pathNot: notATest },
      { path: '^server/', pathNot: '^server/api/router\\.ts$' },
    ),
    rule(
      'sqlite-has-one-door',
      'SQL only in stores, stock, ledger, the change feed and db',
      { path: '^server/', pathNot: `(-store\\.ts$|^server/(stock|ledger|db)/|^server/sync/change-feed\\.ts$|${notATest})` },
      { path: 'better-sqlite3', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'dexie-has-one-door',
      'IndexedDB only in client/local and client/queue',
      { path: '^client/', pathNot: `^client/(local|queue)/|${notATest}` },
      { path: 'node_modules/dexie/' },
    ),
    rule('decoders-have-one-door', 'decoders only in client/scanner', { path: '^client/', pathNot: '^client/scanner/' }, { path: 'zxing' }),
    rule('floor-apart', 'a screen folder never imports another', { path: '^client/floor/' }, { path: screens, pathNot: '^client/floor/' }),
    rule('dock-apart', 'a screen folder never imports another', { path: '^client/dock/' }, { path: screens, pathNot: '^client/dock/' }),
    rule(
      'supervisor-apart',
      'a screen folder never imports another',
      { path: '^client/supervisor/' },
      { path: screens, pathNot: '^client/supervisor/' },
    ),
    rule('admin-apart', 'a screen folder never imports another', { path: '^client/admin/' }, { path: screens, pathNot: '^client/admin/' }),
    rule(
      'product-never-imports-tests',
      'tests are not product',
      { path: '^(client|server|shared)/', pathNot: notATest },
      { path: notATest },
    ),
    rule('no-orphan-imports', 'every import resolves', {}, { couldNotResolve: true, pathNot: '\\?(url|worker|raw)|^virtual:' }),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
