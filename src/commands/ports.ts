/** `ikewatch ports`: which serial devices there are, by which name they stay the same, and who holds them. */
import { listPorts, type Port } from '../edge/ports.ts'
import { examples, type Subcommand } from './command.ts'
import type { Io } from './io.ts'
import { inert, table } from './text.ts'

const adapterWords = ({ adapter }: Port): string =>
  [adapter.manufacturer, adapter.product, adapter.driver === undefined ? undefined : `(${adapter.driver})`]
    .filter((part) => part !== undefined)
    .join(' ') || 'unknown'

const useWords = ({ holders, permitted }: Port): string => {
  const held = holders.map(
    ({ command, pid, how }) => `${how === 'open' ? 'opened' : 'held'} by ${command} (pid ${pid})`,
  )
  if (held.length > 0) return held.join(', ')
  return permitted ? 'free' : 'this user may not open it'
}

const row = (port: Port): string[] => [
  port.byId ?? port.path,
  port.byId === undefined ? '' : port.path,
  adapterWords(port),
  useWords(port),
]

const show = async (json: boolean, io: Io): Promise<void> => {
  const ports = await listPorts()
  if (json) {
    for (const port of ports) io.out(`${JSON.stringify(port)}\n`)
    return
  }
  if (ports.length === 0) {
    io.note('no serial device is there: plug the adapter in, or use a console server as tcp://host:port')
    return
  }
  const rows = [['DEVICE', 'NOW', 'ADAPTER', 'USE'], ...ports.map((port) => row(port).map(inert))]
  io.out(`${table(rows).join('\n')}\n`)
}

export const ports: Subcommand = (command, io, end) => {
  command
    .option('--json', 'one JSON object a port')
    .action(async (options: { json?: true }) => end(await show(options.json === true, io).then(() => 0)))
  examples(command, ['ikewatch ports', 'the name in the first column belongs in the configuration'])
}
