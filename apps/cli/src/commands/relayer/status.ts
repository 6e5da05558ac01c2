import { existsSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import { Home, readJson } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { runningPid } from '../../process/child-process.ts'

interface Refused {
  readonly sequence: number
  readonly type: string
  readonly reason: string
  readonly tries: number
  readonly nextMs: number | null
}
interface Direction {
  readonly from: string
  readonly to: string
  readonly open: number
  readonly backlog: number
  readonly failures: number
  readonly refused: readonly Refused[]
}
interface RelayerStatus {
  readonly at: string
  readonly links: readonly {
    readonly a: string
    readonly b: string
    readonly isOpen: boolean
    readonly directions: readonly Direction[]
  }[]
}

/** Refused packets shown for people; all of them stand in the document of `--json`. */
const REFUSED_SHOWN_MAX = 20

/** What the relayer last said of itself. 69 where it does not run. */
export function relayerStatus(options: { readonly json?: boolean }): number {
  const out = new Output(options)
  const home = new Home()
  const pid = runningPid(home, 'relayer') ?? null
  const said = existsSync(home.relayerStatus) ? (readJson(home.relayerStatus) as RelayerStatus) : null
  if (pid === null) out.say('relayerDown')
  else out.say('relayerUp', { pid })
  for (const { a, b, isOpen, directions } of said?.links ?? []) {
    out.say(isOpen ? 'relayerLink' : 'relayerLinkDown', { a, b })
    for (const direction of directions) sayDirection(out, direction)
  }
  out.document({ pid, status: said as unknown as Json })
  return exitCode(pid === null ? 'UNAVAILABLE' : 'OK')
}

function sayDirection(out: Output, { from, to, open, backlog, failures, refused }: Direction): void {
  out.say('relayerDirection', { from, to, open, backlog, failures })
  for (const { type, sequence, reason, tries, nextMs } of refused.slice(0, REFUSED_SHOWN_MAX)) {
    const time = nextMs === null ? null : new Date(nextMs).toISOString()
    out.say(nextMs === null ? 'relayerGivenUp' : 'relayerRefused', { type, sequence, reason, tries, time })
  }
  if (refused.length > REFUSED_SHOWN_MAX) out.say('relayerMore', { count: refused.length - REFUSED_SHOWN_MAX })
}
