import tseslint from 'typescript-eslint'

/** Values that differ between machines or runs; the pure zone must not see them. */
const impure = [
  { object: 'Date', property: 'now', message: 'Use the block time of the context.' },
  { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
]
const impureMembers = [
  'localeCompare',
  'toLocaleString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLocaleDateString',
].map((property) => ({ property, message: 'Locale differs between machines; compare bytes.' }))
const pure = [
  'codec',
  'crypto',
  'merkle',
  'comet',
  'law',
  'control-interface',
  'documents',
  'kernel',
  'lightclient',
  'evidence',
  'interchain',
  'verifier',
  'contracts',
  'chain',
].map((name) => `packages/${name}/src/**/*.ts`)

/** Such an object is its members, written in lines that the formatter does not see. */
const spreadOfLiteral = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression[properties.length>0]',
  message: 'Write the members where they are.',
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist-node/**',
      '**/dist-web/**',
      '**/node_modules/**',
      '.xiezhi/**',
      '.cache/**',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.lint.json'], tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      complexity: ['error', 15],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-syntax': ['error', spreadOfLiteral],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: pure,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...impure, ...impureMembers],
      'no-restricted-globals': ['error', 'Intl'],
      'no-restricted-syntax': [
        'error',
        spreadOfLiteral,
        { selector: 'ForInStatement', message: 'Key order of for…in is not ours to rely on.' },
        {
          selector: "NewExpression[callee.name='Date']",
          message: 'Civil dates have their own type; instants are numbers.',
        },
        { selector: "ThrowStatement > NewExpression[callee.name='Error']", message: 'Throw a registered error.' },
      ],
    },
  },
  {
    files: ['packages/law/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        spreadOfLiteral,
        { selector: 'Literal[raw=/^[0-9_]*\\.[0-9]/]', message: 'No floats in law: use exact rationals.' },
        { selector: 'ForInStatement', message: 'Key order of for…in is not ours to rely on.' },
        { selector: "ThrowStatement > NewExpression[callee.name='Error']", message: 'Throw a registered error.' },
      ],
    },
  },
  {
    files: ['apps/console/src/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        spreadOfLiteral,
        { selector: 'JSXText[value=/[\\p{L}]/u]', message: 'Texts stand in src/i18n.' },
        {
          selector:
            'JSXAttribute[name.name=/^(title|label|placeholder|alt|aria-label|aria-description|description|extra|text|okText|cancelText)$/] > Literal[value=/\\p{Script=Han}|[A-Za-z]{2} /u]',
          message: 'Texts stand in src/i18n.',
        },
        { selector: 'Literal[value=/\\p{Script=Han}/u]', message: 'Texts stand in src/i18n.' },
      ],
    },
  },
  {
    // A feature composes components; what two features share goes to domain/ or components/.
    files: ['apps/console/src/features/*/{pages,components,api}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.\\./\\.\\./(?!\\.\\./)',
              message: 'A feature never imports another; move it to domain/ or components/.',
            },
            { regex: '/app/', message: 'Only app/ composes.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', spreadOfLiteral],
    },
  },
  { files: ['vitest.config.ts'], rules: { 'no-restricted-exports': 'off' } },
)
