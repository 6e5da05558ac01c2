const NOTICED = new Set(['Killed', 'Timeout'])
const NOT_NOTICED = new Set(['Survived', 'NoCoverage'])

/** Noticed mutants of those that a test could notice, in percent. */
export function mutationScore(results) {
  const noticed = count(results, NOTICED)
  return (100 * noticed) / (noticed + count(results, NOT_NOTICED))
}

/** One line per mutant that no test noticed, one per file, and the sum. */
export function mutationLines(results) {
  const survivors = unnoticed(results)
    .sort((one, other) =>
      one.fileName < other.fileName
        ? -1
        : one.fileName > other.fileName
          ? 1
          : one.location.start.line - other.location.start.line,
    )
    .map(
      ({ fileName, location, mutatorName, replacement, status }) =>
        `${sourceOf(fileName)}:${location.start.line}:${location.start.column}  ${status}  ${mutatorName}  ${JSON.stringify(replacement)}`,
    )
  const files = [...new Set(results.map(({ fileName }) => fileName))].sort()
  const perFile = files.map((file) =>
    sumLine(
      sourceOf(file),
      results.filter(({ fileName }) => fileName === file),
    ),
  )
  return [...survivors, '', ...perFile, sumLine('all', results)]
}

function sumLine(title, results) {
  const noticed = count(results, NOTICED)
  const not = count(results, NOT_NOTICED)
  const other = results.length - noticed - not
  return `${title}: ${noticed + not} mutants, ${noticed} noticed, ${not} survived, ${other} not runnable, score ${mutationScore(results).toFixed(1)} %`
}

function count(results, statuses) {
  return results.filter(({ status }) => statuses.has(status)).length
}

/** Path below the sources of the library. */
export function sourceOf(fileName) {
  return fileName.replace(/^.*packages\/law\/src\//, '')
}

export function unnoticed(results) {
  return results.filter(({ status }) => NOT_NOTICED.has(status))
}
