/** The compiler that builds and checks; TypeScript 5.9 beside it is for what reads programs through its interface. */
export const TSC = 'node_modules/typescript-7/bin/tsc'

/** What Node is given to build everything, in this order; each step by its name. */
export const BUILD_STEPS = [
  ['build', [TSC, '--build']],
  ['programs', ['scripts/programs.mjs']],
  ['page', ['apps/verify-page/build.mjs']],
  ['console', ['apps/console/build.mjs']],
]
