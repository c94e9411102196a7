import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Arrows between projects (design.md §1, style.md §3): app → libraries, library → what is below it, nobody → app. */
const only = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const depConstraints = [
  only('kind:app', 'kind:lib'),
  only('app:console', 'lib:contracts', 'lib:picture', 'lib:client'),
  only('lib:contracts'),
  only('lib:embedded'),
  only('lib:geo'),
  only('lib:platform', 'lib:contracts'),
  only('lib:picture', 'lib:contracts'),
  only('lib:client', 'lib:contracts'),
  only('lib:sample', 'lib:contracts', 'lib:platform'),
  // The core proves itself with the kit that is made for everybody.
  only('lib:messaging', 'lib:contracts', 'lib:platform', 'lib:testing'),
  only('lib:addressee', 'lib:contracts', 'lib:platform', 'lib:messaging', 'lib:testing'),
  only('lib:testing', 'lib:contracts', 'lib:platform', 'lib:messaging', 'lib:embedded', 'lib:sample'),
  only('kind:whole', 'kind:lib', 'kind:app', 'kind:whole'),
];

const SPECS = ['**/*.fixture.ts', '**/*.spec.ts', '**/*.drill.ts', '**/src/testing/**', '**/src/spec-kit/**', '**/*.kill-child.ts'];
const RULES_FILES = ['apps/*/src/*/!(*-*|*.*).ts'];
const FRAMEWORK = ['@nestjs/*', 'typeorm', 'pg', '@nats-io/*', 'fastify', '@fastify/*', 'rxjs', 'prom-client', '@node-rs/argon2'];

const APPS = ['command', 'grid', 'rescue', 'supplies', 'oversight', 'gateway', 'console', 'drill'].map((app) => `@xunling/${app}`);
// An app exports nothing, so Nx cannot tell that its name or a path inside it is a project: said here once more.
const NOBODY = { group: [...APPS, ...APPS.map((app) => `${app}/**`)], message: 'Nobody imports an app: share the language in @xunling/contracts, fold its events into known/.' };
const KIT = { group: ['@xunling/testing', '@xunling/embedded'], message: 'Only specs use the test kit.' };
const TYPEORM = { group: ['typeorm', '@nestjs/typeorm'], allowTypeImports: true, message: 'Only .store, .entity and .view (and the module that wires them) reach for typeorm.' };
const NO_FRAMEWORK = { group: FRAMEWORK, allowTypeImports: true, message: 'A rules file imports no framework: state and input in, state and events out. Name what is no rules file with a hyphen or a suffix.' };
const imports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns: [NOBODY, ...patterns] }] });

const WALL_CLOCK = 'Nothing reads the wall clock but platform/clock: take the instant from the work or the injected Clock.';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.xunling/**', '.nx/**', 'test/artifacts/**', '**/*.gen.ts', '**/public/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', fetch: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', URL: 'readonly', performance: 'readonly' } } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allowCircularSelfDependency: false, depConstraints }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      // Metadata is written on constructors, and Nest's discovery hands them out as Function.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      // Marker classes (events, operations, modules) have no body of their own.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-console': 'off',
      // The intake looks for control characters on purpose.
      'no-control-regex': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts'], rules: imports() },
  { files: ['apps/*/src/**/*.ts'], ignores: ['apps/console/**', ...SPECS, '**/*.store.ts', '**/*.entity.ts', '**/*.view.ts', '**/*.module.ts', '**/migrations/**', '**/*.migration.ts'], rules: imports(TYPEORM, KIT) },
  { files: ['apps/*/src/**/*.store.ts', 'apps/*/src/**/*.entity.ts', 'apps/*/src/**/*.view.ts', 'apps/*/src/**/*.module.ts', 'libs/{contracts,platform,messaging,addressee,picture,client,sample}/src/**/*.ts'], ignores: SPECS, rules: imports(KIT) },
  { files: RULES_FILES, ignores: ['apps/console/**', 'apps/*/src/testing/**'], rules: imports(NO_FRAMEWORK, KIT) },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['apps/console/**', 'libs/{embedded,testing,client}/**', 'libs/platform/src/clock.ts', ...SPECS],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: WALL_CLOCK },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: WALL_CLOCK }],
    },
  },
  // A spec asserts on JSON it has just read.
  { files: SPECS, rules: { '@typescript-eslint/no-explicit-any': 'off' } },
);
