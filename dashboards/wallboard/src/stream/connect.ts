import { decodePicture } from '../picture/decode.ts';
import type { Picture } from '../picture/picture.ts';
import { Route } from './route.ts';

/** A node sends a picture at least every 2 s: after this silence the connection counts as dead. */
const SILENCE_MS = 3_000;

/** Keeps a stream of pictures open for as long as the page lives. */
export class Connection {
  readonly route: Route;
  private source: EventSource | null = null;
  private watchdog = 0;

  constructor(
    home: string,
    private readonly onPicture: (picture: Picture) => void,
  ) {
    this.route = new Route(home);
  }

  open(): void {
    const source = new EventSource(`${this.route.current()}/wall/stream`);
    this.source = source;
    source.addEventListener('picture', (e) => this.receive(e as MessageEvent<string>));
    source.addEventListener('error', () => this.fail(source));
    this.expectMore(source);
  }

  private receive(event: MessageEvent<string>): void {
    const source = this.source;
    if (source === null) return;
    let picture: Picture;
    try {
      picture = decodePicture(event.data);
    } catch (e) {
      console.warn('A picture could not be read and is left out.', e);
      return;
    }
    this.route.succeeded();
    this.route.learn(picture.cluster.nodes);
    this.expectMore(source);
    this.onPicture(picture);
  }

  private expectMore(source: EventSource): void {
    clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.fail(source), SILENCE_MS);
  }

  /** EventSource would retry the same node for ever, so each failure closes it and the route decides. */
  private fail(source: EventSource): void {
    if (source !== this.source) return;
    source.close();
    this.source = null;
    clearTimeout(this.watchdog);
    window.setTimeout(() => this.open(), this.route.failed());
  }
}
