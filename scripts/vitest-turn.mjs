import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach } from 'vitest'

// A worker that stays away from its event loop for a minute cannot hear what the runner answers, and the run fails although
// no test did. Tests that never wait follow each other without a turn of the loop, so one is taken after each.
afterEach(async () => {
  await nextTurn()
})
