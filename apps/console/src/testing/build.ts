import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { consoleFolder } from './browser.ts'

/** Builds the console as it is served, unless it was made of the files that are there now. */
export async function buildConsole(): Promise<void> {
  await promisify(execFile)(process.execPath, [`${consoleFolder}build.mjs`])
}
