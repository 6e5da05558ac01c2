export type Log = (entry: Readonly<Record<string, string | number>>) => void

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown'
}
