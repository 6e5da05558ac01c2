import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AcceptOptions, AnswerOptions, inbox } from './answer.ts'

const INSTITUTIONS = ['bank', 'payment', 'land', 'vehicles'] as const

const atOption = (): Option =>
  new Option('--at <institution>', '单位 / institution').choices(INSTITUTIONS).makeOptionMandatory(true)

/** The other side of `enforcement`, where no gateway answers for an institution. */
export function addInstitution(program: Command): void {
  const group = program
    .command('institution')
    .description('协助执行单位的办理 / what an institution does with the orders of courts')
  group
    .command('inbox')
    .description('待办命令 / open orders')
    .addOption(atOption())
    .option('--json', 'JSON')
    .action(act(async (options: Parameters<typeof inbox>[0]) => (await import('./answer.ts')).inbox(options)))
  group
    .command('accept')
    .description('接收命令 / take an order on')
    .addOption(atOption())
    .requiredOption('--order <id>')
    .option('--wait <seconds>', '等待在途命令 / for an order on its way', '30')
    .option('--json', 'JSON')
    .action(act(async (options: AcceptOptions) => (await import('./answer.ts')).accept(options)))
  group
    .command('answer')
    .description('答复命令：查到、登记、执行或拒绝 / what came of it')
    .addOption(atOption())
    .requiredOption('--order <id>')
    .option('--amount <yuan>', '查到或控制的金额（账本只存摘要）/ found or controlled; the ledger has its digest')
    .option('--key <text>', '同一财产的标识 / names the thing, the same for every court')
    .option('--registered <instant>', '登记时间，精确到秒 / second of the registration')
    .option('--shortfall <CODE>', '未足额的原因 / why less than ordered')
    .option('--distribution <file>', '分配方案（只登记摘要）/ distribution; only its digest is kept')
    .option('--reject <CODE>', '拒绝及理由 / refuse, with the reason')
    .option('--json', 'JSON')
    .action(act(async (options: AnswerOptions) => (await import('./answer.ts')).answer(options)))
}
