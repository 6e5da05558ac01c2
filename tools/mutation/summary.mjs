/** Noticed mutants, in percent. */
export function mutationScore(results) {
  return (100 * noticed(results)) / results.length
}

/** One line per mutant that no test noticed, one per file, and the sum. */
export function mutationLines(results) {
  const survivors = results
    .filter(({ noticedBy }) => noticedBy === null)
    .map(
      ({ file, line, column, mutator, replacement }) =>
        `${file}:${line}:${column}  ${mutator}  ${JSON.stringify(replacement)}`,
    )
  const files = [...new Set(results.map(({ file }) => file))].sort()
  const perFile = files.map((name) =>
    sumLine(
      name,
      results.filter(({ file }) => file === name),
    ),
  )
  return [...survivors, '', ...perFile, sumLine('all', results)]
}

function sumLine(title, results) {
  const endless = results.filter(({ noticedBy }) => noticedBy === 'endless').length
  const survived = results.length - noticed(results)
  const score = mutationScore(results).toFixed(1)
  return `${title}: ${results.length} mutants, ${noticed(results)} noticed (${endless} endless), ${survived} survived, ${score} %`
}

function noticed(results) {
  return results.filter(({ noticedBy }) => noticedBy !== null).length
}
