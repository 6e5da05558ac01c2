import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import type { Home } from '../../config/home.ts'
import { runNodeCommand } from '../../process/run-node.ts'
import { validatorProcess } from '../up/validators.ts'

/** A command of the node's program on one stopped validator of this data folder. @throws CliError USAGE, as `runNodeCommand` */
export function runValidatorCommand(
  home: Home,
  alliance: Alliance,
  { zone, validator }: { readonly zone: string; readonly validator: string },
  args: readonly string[],
): ReturnType<typeof runNodeCommand> {
  const known = zoneNamed(alliance, zone).validators.map(({ name }) => name)
  if (!known.includes(validator))
    throw new CliError('USAGE', 'USAGE', {
      reason: `--validator: one of ${known.join(', ')} expected, seen ${validator}`,
    })
  const name = validatorProcess(zone, validator)
  return runNodeCommand(home, [...args, '--zone', zone], home.validatorConfig(name), name)
}
