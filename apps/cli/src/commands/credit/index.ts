import type { Command } from 'commander'
import { act } from '../act.ts'
import type { CheckOptions } from './check.ts'
import type { SetBuildOptions } from './token-set-build.ts'
import type { SetCheckOptions } from './token-set-check.ts'
import type { TrustOptions } from './trust.ts'
import type { VerifyOptions } from './verify.ts'

const PERSON =
  '当事人（JSON：certificateType、certificateNumber、name）；- 为标准输入 / the person as JSON; - reads standard input'

export function addCredit(program: Command): void {
  const credit = program.command('credit').description('信用名单的查验 / checks of the credit lists')
  credit
    .command('check')
    .description('订阅单位向法院查验一人（签名请求）/ a subscriber checks one person, in a signed request')
    .requiredOption('--url <url>', '法院网关地址 / address of the court’s gateway')
    .requiredOption('--zone <zone>', '订阅单位所在账本 / ledger of the subscriber')
    .requiredOption('--client <client>', '法院账本上该账本的轻客户端 / light client of that ledger at the court')
    .requiredOption('--subscriber <organisation>', '订阅单位 / the subscriber')
    .requiredOption('--officer <officer>', '其系统用户 / its program')
    .requiredOption('--purpose <code>', '用途 / purpose')
    .requiredOption('--basis <code>', '依据 / legal basis')
    .requiredOption('--person <file>', PERSON)
    .requiredOption('--out <file>', '保存请求与结果 / where request and result are kept')
    .option('--at <time>', '查验的时点（RFC 3339）；省略为现在 / the moment (RFC 3339); now if left out')
    .option('--proof', '附账本证明 / with a proof of the ledger')
    .option('--json', 'JSON')
    .action(act(async (options: CheckOptions) => (await import('./check.ts')).checkPerson(options)))
  credit
    .command('verify')
    .argument('<file>', '保存的请求与结果 / request and result')
    .description('离线核验一份查验结果 / judge a result offline')
    .requiredOption('--trust <file>', '查验信任文件 / trust file of checks')
    .option('--json', 'JSON')
    .action(
      act(async (file: string, options: VerifyOptions) => (await import('./verify.ts')).verifyResult(file, options)),
    )
  credit
    .command('trust')
    .description('由法院网关的名片生成查验信任文件 / a trust file of checks from the card of a court’s gateway')
    .requiredOption('--card <file>', '法院网关的名片 / the card')
    .requiredOption('--chain <chainId>', '法院账本 / ledger of the court')
    .requiredOption('--out <file>')
    .option('--json', 'JSON')
    .action(act(async (options: TrustOptions) => (await import('./trust.ts')).writeTrust(options)))
  addTokenSet(credit)
}

function addTokenSet(credit: Command): void {
  const set = credit.command('token-set').description('标识集 / token sets')
  set
    .command('build')
    .description('法院为订阅单位生成标识集并登记 / built at the court for a subscriber, and recorded')
    .requiredOption('--zone <zone>', '法院的账本 / ledger of the court')
    .requiredOption('--subscriber <organisation>', '订阅单位 / the subscriber')
    .requiredOption('--out <folder>', '交付目录 / folder of the delivery')
    .option('--key-out <file>', '订阅单位的密钥，仅首次交付 / the subscriber’s key, for the first delivery')
    .option('--json', 'JSON')
    .action(act(async (options: SetBuildOptions) => (await import('./token-set-build.ts')).buildTokenSet(options)))
  set
    .command('check')
    .argument('<file>', '标识集 / the set')
    .description('离线查验一人：是或否 / check one person offline: yes or no')
    .requiredOption('--key <file>', '订阅单位的密钥 / the subscriber’s key')
    .requiredOption('--trust <file>', '查验信任文件 / trust file of checks')
    .requiredOption('--purpose <code>', '用途 / purpose')
    .requiredOption('--log <file>', '计算记录（不含当事人）/ log of the evaluations, without persons')
    .requiredOption('--person <file>', PERSON)
    .option(
      '--changed <file>',
      '网关写入的变更时间，默认取标识集所在目录的 changed.json / when entries last changed, from the gateway; default: changed.json beside the set',
    )
    .option('--json', 'JSON')
    .action(
      act(async (file: string, options: SetCheckOptions) =>
        (await import('./token-set-check.ts')).checkTokenSet(file, options),
      ),
    )
}
