import type { Finding, Repository, RepositoryFile, Rule } from './finding.ts'

/** A repository with just these files. */
export function plant(files: Readonly<Record<string, string>>): Repository {
  const planted = new Map<string, RepositoryFile>()
  for (const [path, text] of Object.entries(files)) {
    planted.set(path, { path, bytes: Buffer.byteLength(text), text })
  }
  return { files: planted }
}

/** What a rule finds in planted files, as `severity path:line`. */
export function placesOf(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule.check(plant(files)).map((finding) => `${finding.severity} ${finding.path}:${finding.line}`)
}

/** The problems a rule names in planted files. */
export function problemsOf(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule.check(plant(files)).map((finding: Finding) => finding.problem)
}
