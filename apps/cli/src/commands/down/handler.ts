import { Home, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { stopAll } from '../../process/child-process.ts'

/** Stops what runs in this data folder. Nothing running is no error. */
export async function down(options: { readonly json?: boolean }): Promise<number> {
  const out = new Output(options)
  const home = new Home()
  if (home.exists) writeFileWhole(home.stopping, `${process.pid}\n`)
  const stopped = await stopAll(home)
  if (stopped.length === 0) out.say('downNothing')
  else out.say('downStopped', { processes: stopped.join(', ') })
  out.document({ stopped })
  return 0
}
