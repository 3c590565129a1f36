/** Marks a CloudEvent that waited through a disconnection. Text that is not a JSON object stays as it is. */
export const markHistorical = (payload: string): string => {
  try {
    const event: unknown = JSON.parse(payload)
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return payload
    return JSON.stringify({ ...event, historical: true })
  } catch {
    return payload
  }
}
