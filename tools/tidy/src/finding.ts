/** One thing a rule found. `line` counts from 1; 0 stands for the file as a whole. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly problem: string
  readonly remedy: string
}

/** A rule reads the repository and says what is wrong with it. It changes nothing. */
export interface Rule {
  readonly name: string
  check(repository: Repository): Finding[]
}

/** A file of the repository. `text` is null for files that are not UTF-8 text. Paths use `/` and start at the root. */
export interface RepositoryFile {
  readonly path: string
  readonly bytes: number
  readonly text: string | null
}

export interface Repository {
  readonly files: ReadonlyMap<string, RepositoryFile>
}

/** Builds a finding of one rule. */
export type Report = (
  at: { readonly path: string; readonly line?: number },
  problem: string,
  remedy: string,
  severity?: Finding['severity'],
) => void

/** Collects the findings of a rule body. */
export function collect(rule: string, body: (report: Report) => void): Finding[] {
  const findings: Finding[] = []
  body(({ path, line = 0 }, problem, remedy, severity = 'error') => {
    findings.push({ path, line, rule, severity, problem, remedy })
  })
  return findings
}

/** `path:line  rule  problem; remedy` */
export function formatFinding(finding: Finding): string {
  const place = finding.line > 0 ? `${finding.path}:${finding.line}` : finding.path
  return `${place}  ${finding.rule}  ${finding.problem}; ${finding.remedy}`
}
