/** Three nats-servers that keep everything thrice, so that one may be lost. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../outbox/support.ts'
import { type ChildBroker, childBroker, freePort, NATS } from './brokers.ts'

type Node = ChildBroker & {
  /** What it says of its own health; false while it does not answer. Beside live traffic a consumer is never quite current. */
  healthy(): Promise<boolean>
}

export type Cluster = {
  readonly nodes: readonly [Node, Node, Node]
  start(): Promise<void>
  /** Ends when every node says that it is one of three again. */
  whole(): Promise<void>
}

const WHOLE_MS = 120_000

/** Not started. */
export const natsCluster = async (directory: string): Promise<Cluster> => {
  const inside = [await freePort(), await freePort(), await freePort()]
  const node = async (index: number): Promise<Node> => {
    const [port, own, monitor] = [await freePort(), await freePort(), await freePort()]
    const config = join(directory, `node-${index}.conf`)
    const lines = [
      'host: 127.0.0.1',
      `port: ${own}`,
      `server_name: node-${index}`,
      `http: "127.0.0.1:${monitor}"`,
      `jetstream { store_dir: "${join(directory, `node-${index}`)}" }`,
      `mqtt { host: 127.0.0.1, port: ${port}, stream_replicas: 3 }`,
      `cluster { name: branch, listen: "127.0.0.1:${inside[index]}", routes: [${inside.map((each) => `"nats-route://127.0.0.1:${each}"`)}] }`,
    ]
    writeFileSync(config, `${lines.join('\n')}\n`)
    return {
      ...childBroker(NATS ?? 'nats-server', ['-c', config], port, directory),
      healthy: () =>
        fetch(`http://127.0.0.1:${monitor}/healthz?js-server-only=true`).then(
          ({ ok }) => ok,
          () => false,
        ),
    }
  }
  const nodes = [await node(0), await node(1), await node(2)] as const
  const whole = async (): Promise<void> => {
    let healthy = false
    const look = async (): Promise<void> => {
      healthy = (await Promise.all(nodes.map((each) => each.healthy()))).every(Boolean)
    }
    const timer = setInterval(look, 200)
    try {
      await until(() => healthy, 'a whole cluster', WHOLE_MS)
    } finally {
      clearInterval(timer)
    }
  }
  return {
    nodes,
    whole,
    start: async () => {
      await Promise.all(nodes.map((each) => each.start()))
      await whole()
    },
  }
}
