/** As much of the browser's EventSource as the client needs, over fetch: no reconnecting of its own but after a broken line. */
export class EventSourceOverFetch extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState: 0 | 1 | 2 = 0;
  readonly url: string;
  readonly #gone = new AbortController();

  constructor(url: string) {
    super();
    this.url = url;
    void this.#live();
  }

  close(): void {
    this.readyState = 2;
    this.#gone.abort();
  }

  /** A line that breaks is taken up again after a while, one that was refused is not (HTML, server-sent events). */
  async #live(): Promise<void> {
    for (;;) {
      const refused = await this.#listen().catch(() => false);
      if (this.#gone.signal.aborted) return;
      if (refused) this.close();
      else this.readyState = 0;
      this.dispatchEvent(new Event('error'));
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }

  async #listen(): Promise<boolean> {
    const { signal } = this.#gone;
    const response = await fetch(this.url, { headers: { accept: 'text/event-stream' }, signal });
    if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/event-stream')) return true;
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      const events = (text + decoder.decode(bytes, { stream: true })).split('\n\n');
      text = events.pop() ?? '';
      for (const each of events) this.#tell(each);
    }
    return false;
  }

  #tell(event: string): void {
    const fields = event.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string?]);
    const of = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value ?? '');
    if (of('data').length === 0 && of('event').length === 0) return;
    const data = of('data').join('\n');
    this.dispatchEvent(new MessageEvent(of('event').at(-1) ?? 'message', { data, lastEventId: of('id').at(-1) ?? '' }));
  }
}

const RECONNECT_MS = 3000;
