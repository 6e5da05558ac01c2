// Builds the console into dist-web. What it was made of is kept beside it, and a second run on the same files does nothing:
// the tests of its pages each ask for it.
import { isBuilt } from './build/last-build.mjs'

const isAsked = process.argv.includes('--meta')
if (isAsked || !isBuilt()) await import('./build/web.mjs')
