import type { UploadLimits } from "./receive.ts";

const limits = new WeakMap<object, UploadLimits>();

/** Says that a handler takes files, received on disk, and how large they may be; other bodies keep the general limit. */
export function limitFiles(handler: object, most: UploadLimits): void {
  limits.set(handler, most);
}

export function fileLimitsOf(handler: object | undefined): UploadLimits | null {
  return (handler && limits.get(handler)) ?? null;
}
