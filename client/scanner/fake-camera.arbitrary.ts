import type { CameraDevices } from './camera-stream.ts';

/** What a camera offers, as `getCapabilities` of its track tells it. */
export interface FakeLens extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
}

export interface FakeDevices extends CameraDevices {
  /** Camera ids asked for, in turn; `any` where none was named. */
  readonly asked: string[];
  readonly opened: FakeTrack[];
}

type Settings = MediaTrackSettings & { torch?: boolean; zoom?: number };

class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly contentHint = '';
  readonly enabled = true;
  readonly id = 'track';
  readonly kind = 'video';
  readonly label = 'fake';
  readonly muted = false;
  readonly onended = null;
  readonly onmute = null;
  readonly onunmute = null;
  readyState: MediaStreamTrackState = 'live';
  private readonly lens: FakeLens;
  private settings: Settings;

  constructor(deviceId: string, lens: FakeLens) {
    super();
    this.lens = lens;
    this.settings = { deviceId };
  }
  async applyConstraints(constraints: MediaTrackConstraints = {}): Promise<void> {
    this.settings = Object.assign({}, this.settings, ...(constraints.advanced ?? []));
  }
  clone = () => this;
  getCapabilities = () => this.lens;
  getConstraints = () => ({});
  getSettings = () => this.settings;
  stop = () => {
    this.readyState = 'ended';
  };
}

class FakeStream extends EventTarget implements MediaStream {
  readonly active = true;
  readonly id = 'stream';
  readonly onaddtrack = null;
  readonly onremovetrack = null;
  private readonly track: FakeTrack;

  constructor(track: FakeTrack) {
    super();
    this.track = track;
  }
  addTrack = () => undefined;
  removeTrack = () => undefined;
  clone = () => this;
  getAudioTracks = () => [];
  getTrackById = () => this.track;
  getTracks = () => [this.track];
  getVideoTracks = () => [this.track];
}

/** Cameras of a phone by id, the first of them the one it picks by itself. `refuse` names the error it refuses with. */
export function fakeDevices(lensById: Readonly<Record<string, FakeLens>>, refuse?: string): FakeDevices {
  const asked: string[] = [];
  const opened: FakeTrack[] = [];
  const ids = Object.keys(lensById);
  return {
    asked,
    opened,
    getUserMedia: async (constraints) => {
      const wanted = constraints?.video;
      const exact =
        typeof wanted === 'object' && typeof wanted.deviceId === 'object' && 'exact' in wanted.deviceId ? wanted.deviceId.exact : undefined;
      asked.push(typeof exact === 'string' ? exact : 'any');
      if (refuse !== undefined) throw new DOMException('refused', refuse);
      const id = typeof exact === 'string' ? exact : (ids[0] ?? '');
      const lens = lensById[id];
      if (!lens) throw new DOMException('no such camera', 'OverconstrainedError');
      const track = new FakeTrack(id, lens);
      opened.push(track);
      return new FakeStream(track);
    },
    enumerateDevices: async () =>
      ids.map((deviceId) => ({ deviceId, groupId: '', kind: 'videoinput', label: `${deviceId} camera`, toJSON: () => ({}) })),
  };
}
