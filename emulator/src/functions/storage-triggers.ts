import { randomUUID } from 'node:crypto';
import type { EventQueue } from './event-queue.ts';
import type { FunctionDescription } from './protocol.ts';

/** A change of a Storage object; `resource` is the object as the JSON API shows it. */
export interface ObjectEvent {
  type: 'finalized' | 'deleted' | 'metadataUpdated' | 'archived';
  resource: { bucket: string; name: string };
}

const EVENT_TYPE_PREFIX = 'google.cloud.storage.object.v1.';

/** Sends an object's change to every function that asks for it. */
export function pushObjectEvent(options: {
  functions: readonly FunctionDescription[];
  queue: EventQueue;
  objectEvent: ObjectEvent;
  nowMs: number;
}): void {
  const { type, resource } = options.objectEvent;
  const eventType = EVENT_TYPE_PREFIX + type;
  for (const { id, trigger } of options.functions) {
    if (trigger.kind !== 'event' || trigger.eventType !== eventType) continue;
    if (trigger.filters['bucket'] !== resource.bucket) continue;
    const event = {
      specversion: '1.0' as const,
      id: randomUUID(),
      source: `//storage.googleapis.com/projects/_/buckets/${resource.bucket}/objects/${resource.name}`,
      type: eventType,
      time: new Date(options.nowMs).toISOString(),
      subject: `objects/${resource.name}`,
      bucket: resource.bucket,
      datacontenttype: 'application/json',
      data: resource,
    };
    options.queue.push(id, event, trigger.retry);
  }
}
