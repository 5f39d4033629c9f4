package city.hotline.gateway.webhook;

import city.hotline.client.OrderListener;

/** Where orders come from: the grid. */
interface OrderSource {

  /** A stream of a unit's orders from a token on; nothing comes until it is asked for. */
  Watch watch(Subscription subscription, String token, OrderListener listener);

  /** An open stream. */
  interface Watch extends AutoCloseable {
    /** Lets so many more messages come. */
    void request(int messages);

    @Override
    void close();
  }
}
