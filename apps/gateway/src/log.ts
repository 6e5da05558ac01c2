/** One line of JSON for each; no personal data, no bodies, no addresses of pages with parameters. */
export type Log = (entry: Readonly<Record<string, string | number | null>>) => void

export const printLog: Log = (entry) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name + ('code' in error ? ` ${String(error.code)}` : '') : 'unknown'
}
