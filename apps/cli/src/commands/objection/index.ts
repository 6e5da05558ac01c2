import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { DecideOptions } from './decide.ts'
import type { RaiseOptions } from './raise.ts'
import type { ShowOptions } from './show.ts'

export function addObjection(program: Command): void {
  const group = program
    .command('objection')
    .description('对律师记录的异议 / objections to a lawyer’s record: the status stands, the record reads DISPUTED')
  group
    .command('raise')
    .description('提出异议 / raise: a court by packet from its own ledger, a lawyer on the bureau’s')
    .requiredOption('--licence <number>', '执业证号 / licence number')
    .requiredOption('--grounds <file>', '异议理由（只登记摘要）/ the grounds; only their digest is kept')
    .addOption(new Option('--by <who>').choices(['court', 'lawyer']).default('court'))
    .option('--case <case>', '案号或案件代号（法院提出时必需）/ case; needed from a court')
    .option('--json', 'JSON')
    .action(act(async (options: RaiseOptions) => (await import('./raise.ts')).raise(options)))
  group
    .command('decide')
    .description('作出决定（司法局）/ decide (justice bureau)')
    .requiredOption('--id <objection>')
    .requiredOption('--decision <file>', '决定书（只登记摘要）/ the decision; only its digest is kept')
    .addOption(new Option('--result <result>').choices(['UPHELD', 'REJECTED']).makeOptionMandatory(true))
    .option('--json', 'JSON')
    .action(act(async (options: DecideOptions) => (await import('./decide.ts')).decide(options)))
  group
    .command('show')
    .description('法院与司法行政账本上的异议 / an objection on both ledgers')
    .requiredOption('--id <objection>')
    .option('--json', 'JSON')
    .action(act(async (options: ShowOptions) => (await import('./show.ts')).show(options)))
}
