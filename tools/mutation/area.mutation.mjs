// The tests of one area in one file, so that a mutant loads the library once. A mutant that does not let it load is noticed.
import { test } from 'vitest'

let failure
try {
  await import('./area-tests.mjs')
} catch (error) {
  failure = error
}

test('the library loads', () => {
  if (failure !== undefined) throw failure
})
