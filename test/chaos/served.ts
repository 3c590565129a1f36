/** A console behind a console server of the network: ser2net before the router, and a link before ser2net. */
import { type ConsoleServer, ser2net } from '../edge/console/ser2net.ts'
import { type Link, newLink } from './link.ts'

export type Served = {
  /** As the agent is to open it. */
  readonly device: string
  readonly link: Link
  readonly server: ConsoleServer
}

/** `line`: the router's device. The server is to be started when that is there. */
export const serve = async (protocol: 'tcp' | 'telnet', line: string, directory: string): Promise<Served> => {
  const server = await ser2net(protocol, line, directory)
  const link = await newLink(server.port)
  await link.open()
  return { device: `${protocol}://127.0.0.1:${link.port}`, link, server }
}
