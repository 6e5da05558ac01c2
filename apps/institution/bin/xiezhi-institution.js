#!/usr/bin/env node
import { existsSync } from 'node:fs'

const entry = new URL('../dist/main.js', import.meta.url)
if (!existsSync(entry)) {
  process.stderr.write('xiezhi-institution is not built yet. Run: npm run build\n')
  process.exit(70)
}
await import(entry.href)
