/** Which room may call which: the direction of the house, and no circles in it. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'schemas-know-only-zod',
      severity: 'error',
      from: { path: '^schemas/' },
      to: { pathNot: ['^schemas/', '^node_modules/zod/'] },
    },
    {
      name: 'shared-knows-no-function',
      severity: 'error',
      from: { path: '^functions/shared/' },
      to: { path: ['^functions/(?!shared/)', '^infra/', '^test/'] },
    },
    {
      name: 'functions-know-no-sibling',
      severity: 'error',
      from: { path: '^functions/(?!shared/)([^/]+)/' },
      to: { path: ['^functions/(?!shared/|$1/)', '^infra/', '^test/'] },
    },
    {
      name: 'browser-code-knows-only-schemas',
      severity: 'error',
      from: { path: '^functions/([^/]+)/browser/' },
      to: { pathNot: ['^schemas/', '^functions/$1/browser/', '^node_modules/zod/'] },
    },
    {
      name: 'infra-names-handlers-by-path',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: ['^functions/', '^test/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
