import { execFileSync } from 'node:child_process'
import { consoleFolder } from './browser.ts'

/** Builds the console as it is served. Fonts that did not change are kept, so a second run is quick. */
export function buildConsole(): void {
  execFileSync(process.execPath, [`${consoleFolder}build.mjs`], { stdio: ['ignore', 'ignore', 'inherit'] })
}
