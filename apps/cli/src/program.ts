import { Command, CommanderError } from 'commander'
import { CliError } from './cli-error.ts'
import { addAudit } from './commands/audit/index.ts'
import { addBureau } from './commands/bureau/index.ts'
import { addCase } from './commands/case/index.ts'
import { addClock } from './commands/clock/index.ts'
import { addConfig } from './commands/config/index.ts'
import { addCredit } from './commands/credit/index.ts'
import { addDeposit } from './commands/deposit/index.ts'
import { addDoctor } from './commands/doctor/index.ts'
import { addFallback } from './commands/fallback/index.ts'
import { addLaw } from './commands/law/index.ts'
import { addStatus } from './commands/status/index.ts'
import { addBench } from './commands/bench/index.ts'
import { addDown } from './commands/down/index.ts'
import { addEnforcement } from './commands/enforcement/index.ts'
import { addEvidence } from './commands/evidence/index.ts'
import { addInstitution } from './commands/institution/index.ts'
import { addListing } from './commands/listing/index.ts'
import { addLawyer } from './commands/lawyer/index.ts'
import { addNode } from './commands/node/index.ts'
import { addObjection } from './commands/objection/index.ts'
import { addRelayer } from './commands/relayer/index.ts'
import { addScenario } from './commands/scenario/index.ts'
import { addUp } from './commands/up/index.ts'
import { addVault } from './commands/vault/index.ts'
import { exitCode, exitCodeLines } from './exit-codes.ts'
import { Output } from './output.ts'

/** The whole command line. */
export function buildProgram(): Command {
  const program = new Command('xiezhi')
    .description('獬豸：跨链核验律师资质 / ask another authority’s ledger about a lawyer, and check the answer')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText('after', `\n退出码 / exit codes:\n${exitCodeLines().join('\n')}\n`)
  addUp(program)
  addDown(program)
  addStatus(program)
  addDoctor(program)
  addConfig(program)
  addLawyer(program)
  addBureau(program)
  addCase(program)
  addFallback(program)
  addObjection(program)
  addEnforcement(program)
  addInstitution(program)
  addListing(program)
  addCredit(program)
  addEvidence(program)
  addAudit(program)
  addDeposit(program)
  addNode(program)
  addVault(program)
  addClock(program)
  addRelayer(program)
  addScenario(program)
  addLaw(program)
  addBench(program)
  return program
}

/** Runs a command line; returns the exit code. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = buildProgram()
  inherit(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (error.code === 'commander.help') {
      process.stdout.write(program.helpInformation())
      return exitCode('USAGE')
    }
    const reason = error.message.replace(/^error: /, '')
    return new Output({ json: args.includes('--json') }).fail(new CliError('USAGE', 'USAGE', { reason }))
  }
}

/** Subcommands tell usage errors as their parent does. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command)
    inherit(child)
  }
}
