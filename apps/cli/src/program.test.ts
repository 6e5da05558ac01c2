import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const COMMANDS = fileURLToPath(new URL('./commands/', import.meta.url))
const VALUE_IMPORT_OF_OURS = /^import (?!type\b).*from '@xiezhi\//m

// Every command line loads all of these files; what a command works with is loaded when it runs.
test.each(readdirSync(COMMANDS, { withFileTypes: true }).filter((entry) => entry.isDirectory()))(
  'the declaration of $name loads none of our packages',
  ({ name }) => {
    expect(readFileSync(`${COMMANDS}${name}/index.ts`, 'utf8')).not.toMatch(VALUE_IMPORT_OF_OURS)
  },
)
