import { writeFileSync } from 'node:fs'

/**
 * Vitest reporter that keeps the lines tests print about themselves (`not run: …`, `fuzz: …`, `fault: …`, `crash: …`) with the file that printed
 * them. XIEZHI_TEST_NOTES names the JSON file it writes.
 */
export default class NotesReporter {
  #context
  #notes = []

  onInit(context) {
    this.#context = context
  }

  onUserConsoleLog(log) {
    // Lines printed while a file is still being loaded carry the file's path instead of a test's id.
    const task = log.taskId === undefined ? undefined : this.#context.state.idMap.get(log.taskId)
    const file = task?.file.filepath ?? log.taskId ?? ''
    for (const line of log.content.split('\n')) {
      if (/^(not run|fuzz|fault|crash): /.test(line)) this.#notes.push({ file, line: line.trimEnd() })
    }
  }

  onFinished() {
    const target = process.env.XIEZHI_TEST_NOTES
    if (target !== undefined) writeFileSync(target, JSON.stringify(this.#notes))
  }
}
