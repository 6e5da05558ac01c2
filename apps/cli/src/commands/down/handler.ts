import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { stopAll } from '../../process/child-process.ts'

/** Stops what runs in this data folder. Nothing running is no error. */
export async function down(options: { readonly json?: boolean }): Promise<number> {
  const out = new Output(options)
  const stopped = await stopAll(new Home())
  if (stopped.length === 0) out.say('downNothing')
  else out.say('downStopped', { processes: stopped.join(', ') })
  out.document({ stopped })
  return 0
}
