import tseslint from 'typescript-eslint';

/** What the language server cannot see and a phone call cannot forgive: lost promises, forgotten cases. */
const strict = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  '@typescript-eslint/no-unused-expressions': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/prefer-nullish-coalescing': 'off',
  '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
  eqeqeq: 'error',
  'max-lines': ['error', { max: 350 }],
  'no-console': 'error',
  'no-control-regex': 'off',
};

export default tseslint.config(
  { ignores: ['dist', 'src/schemas', 'src/emulator/generated', 'node_modules'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: strict,
  },
  // What a function does must be seen at once. A suite of tests is a list, and may be longer.
  { files: ['src/**/*.ts'], rules: { 'max-lines-per-function': ['error', { max: 40 }] } },
);
