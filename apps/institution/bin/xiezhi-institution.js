#!/usr/bin/env node
import { startProgram } from '../../../scripts/start-program.mjs'

await startProgram('xiezhi-institution', new URL('../dist/main.js', import.meta.url))
