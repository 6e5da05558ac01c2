#!/usr/bin/env node
import { startProgram } from '../../../scripts/start-program.mjs'

await startProgram('xiezhi-node', new URL('../dist/main.js', import.meta.url))
