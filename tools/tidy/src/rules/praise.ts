import { isTidy } from '../areas.ts'
import { collect, type Rule } from '../finding.ts'
import { proseOf } from '../prose.ts'

const PRAISE =
  /\b(robust(ly|ness)?|comprehensive(ly)?|seamless(ly)?|powerful|elegant(ly)?|cutting[- ]edge|state[- ]of[- ]the[- ]art|blazing(ly)?|effortless(ly)?|world[- ]class|best[- ]in[- ]class|enterprise[- ]grade|production[- ](ready|grade)|battle[- ]tested|rock[- ]solid|bullet-?proof|lightning[- ]fast|feature[- ]rich|next[- ]gen(eration)?|game[- ]changing|revolutionary|holistic|synerg\w+|leverag(e|es|ing)|delve|it is worth noting|please note|needless to say)\b|无缝|强大的|赋能|一站式|业界领先|极致/i

/** Prose says what is so. A sentence that could stand on another file unchanged is deleted. */
export const praise: Rule = {
  name: 'praise',
  check: (repository) =>
    collect('praise', (report) => {
      for (const file of repository.files.values()) {
        if (isTidy(file.path)) continue
        for (const { text, line } of proseOf(file)) {
          const word = PRAISE.exec(text)?.[0]
          if (word !== undefined)
            report({ path: file.path, line }, `"${word}"`, 'say what it does, with a figure or not at all')
        }
      }
    }),
}
