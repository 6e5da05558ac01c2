#!/usr/bin/env node
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Stands where CometBFT hangs after the death of its application: it traps SIGTERM, stays, and keeps its home.
const home = process.argv.at(-1)
process.on('SIGTERM', () => undefined)
setInterval(() => undefined, 1_000)
writeFileSync(join(home, 'ready'), '')
