export interface CodeEntry<T extends string> {
  /** On the wire. */
  readonly code: string
  /** In the model. */
  readonly id: T
  readonly zh: string
  readonly en: string
}

export interface CodeList<T extends string> {
  readonly name: string
  readonly entries: readonly CodeEntry<T>[]
}

export type CodeOf<L> = L extends CodeList<infer T> ? T : never

type Row<T extends string> = readonly [code: string, id: T, zh: string, en: string]

export function codeList<const T extends string>(name: string, rows: readonly Row<T>[]): CodeList<T> {
  return { name, entries: rows.map(([code, id, zh, en]) => ({ code, id, zh, en })) }
}
