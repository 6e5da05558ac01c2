/** Splits an identifier or a text into lower-case words: `licenceNumber`, `LICENCE_NUMBER`, `licence-number` → licence, number. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** Where the words of `phrase` stand in `words`, in that order and next to each other, or -1. A plural s counts as the same word. */
export function indexOfPhrase(words: readonly string[], phrase: readonly string[]): number {
  if (phrase.length === 0) return -1
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, offset) => sameWord(words[start + offset], word))) return start
  }
  return -1
}

/** Takes every occurrence of the phrases out, the longest first. */
export function withoutPhrases(words: readonly string[], phrases: readonly (readonly string[])[]): string[] {
  let rest = [...words]
  for (const phrase of [...phrases].sort((one, other) => other.length - one.length)) {
    for (let at = indexOfPhrase(rest, phrase); at >= 0; at = indexOfPhrase(rest, phrase)) {
      // A gap keeps the words on both sides from reading as one phrase.
      rest = [...rest.slice(0, at), '', ...rest.slice(at + phrase.length)]
    }
  }
  return rest
}

function sameWord(seen: string | undefined, wanted: string): boolean {
  return seen === wanted || seen === `${wanted}s`
}
