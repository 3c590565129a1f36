/** Hears the events of an agent from its broker, as any subscriber does. */
import { connectAsync } from 'mqtt'
import type { CloudEvent } from '../../report/schemas.ts'

export type Subscriber = { close(): Promise<void> }

/** `filter` is a topic filter of event streams. Rejects where the broker cannot be reached. */
export const subscribe = async (
  url: string,
  filter: string,
  heard: (event: CloudEvent) => void,
): Promise<Subscriber> => {
  const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 1000 })
  client.on('message', (_, payload) => heard(JSON.parse(payload.toString()) as CloudEvent))
  await client.subscribeAsync(filter, { qos: 1 })
  return { close: () => client.endAsync(true) }
}
