/**
 * `subject.js stock|ours|empty PTY [BROKER]`, forked: what the agent is compared with. Stock serialport and ours with
 * nothing behind them, and a Node that has a port and a client open and nothing to do. Answers each message with what came.
 */

import { once } from 'node:events'
import mqtt from 'mqtt'
import { SerialPort } from 'serialport'
import { openPort } from '../../src/edge/console/port.ts'

const [, , kind = '', path = '', broker = ''] = process.argv

let [bytes, reads] = [0, 0]
const onBytes = (chunk: Uint8Array): void => {
  bytes += chunk.length
  reads += 1
}
if (kind === 'ours') await openPort({ path, baudRate: 115_200, onBytes, onGone: () => process.exit(1) })
else await once(new SerialPort({ path, baudRate: 115_200 }).on('data', onBytes), 'open')
if (kind === 'empty') await mqtt.connectAsync(broker)

process.on('message', () => process.send?.({ bytes, reads }))
process.send?.({ bytes, reads })
