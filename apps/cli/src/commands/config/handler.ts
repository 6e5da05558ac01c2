import type { Json } from '@xiezhi/codec'
import { loadAlliance } from '../../config/alliance.ts'
import { Output } from '../../output.ts'

/** Reads the file as every command does and shows what applies. */
export function validate(file: string | undefined, options: { readonly json?: boolean }): number {
  const out = new Output(options)
  const alliance = loadAlliance(file)
  const { file: path, fromFile, zones, links } = alliance
  out.say(fromFile ? 'configOk' : 'configDefaults', { file: path, zones: zones.length, links: links.length })
  out.document(alliance as unknown as Json)
  return 0
}
