/**
 * `subject.js stock|ours|empty PTY [BROKER]`, forked: what the agent is compared with. Stock serialport and ours with
 * nothing behind them, and a Node that has a port and a client open and nothing to do. Answers each message with what came.
 */

import { once } from 'node:events'
import mqtt from 'mqtt'
import { SerialPort } from 'serialport'
import { listeningBinding } from '../../src/edge/console/binding.ts'

const [, , kind = '', path = '', broker = ''] = process.argv

let [bytes, reads] = [0, 0]
const port = new SerialPort({ path, baudRate: 115_200, ...(kind === 'ours' && { binding: listeningBinding() }) })
port.on('data', (chunk: Buffer) => {
  bytes += chunk.length
  reads += 1
})
await once(port, 'open')
if (kind === 'empty') await mqtt.connectAsync(broker)

process.on('message', () => process.send?.({ bytes, reads }))
process.send?.({ bytes, reads })
