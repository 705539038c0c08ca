/** Why there is no picture, as a worker can act on it. */
export type CameraProblem = 'denied' | 'none' | 'in-use' | 'insecure' | 'unknown';

export type CameraDevices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** Full HD where the lens has it: a module of a small label must span three pixels. */
const PICTURE: MediaTrackConstraints = { width: { ideal: 1920 }, height: { ideal: 1080 } };
const FROM_THE_BACK: MediaTrackConstraints = { ...PICTURE, facingMode: { ideal: 'environment' } };

/** Opens the camera chosen before, or, where it is not there any more or none was chosen, one that looks away from the worker. */
export async function openStream(devices: CameraDevices, cameraId: string | null): Promise<MediaStream> {
  if (cameraId === null) return devices.getUserMedia({ video: FROM_THE_BACK });
  try {
    return await devices.getUserMedia({ video: { ...PICTURE, deviceId: { exact: cameraId } } });
  } catch (fault) {
    if (problemOf(fault) !== 'none') throw fault;
    return devices.getUserMedia({ video: FROM_THE_BACK });
  }
}

/** Browsers tell the reason by the error's name. */
export function problemOf(fault: unknown): CameraProblem {
  switch (typeof fault === 'object' && fault !== null && 'name' in fault ? fault.name : '') {
    case 'NotAllowedError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    case 'SecurityError':
      return 'insecure';
    default:
      return 'unknown';
  }
}
