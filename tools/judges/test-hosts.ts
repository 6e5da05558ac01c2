import { EMBEDDED } from '@xiezhi/host/testing'
import type { HostKind } from '@xiezhi/host/testing'
import { installCometbft } from './run-judge.ts'

/** The hosts on which a suite that moves no clock runs here: `describe.each(await testHosts('…'))('… on $name', …)`. */
export async function testHosts(suite: string): Promise<readonly HostKind[]> {
  const cometbft = await installCometbft()
  if ('path' in cometbft) return [EMBEDDED, { name: 'comet', program: cometbft.path }]
  console.log(`not run: ${suite} on CometBFT (${cometbft.absent})`)
  return [EMBEDDED]
}
