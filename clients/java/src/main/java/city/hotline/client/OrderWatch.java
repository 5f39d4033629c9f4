package city.hotline.client;

import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.Map;

/**
 * A watch of orders that goes on by itself, exactly after the last message delivered, when a node
 * goes away. Opened "on request", nothing comes until {@link #request} asks for it. Thread-safe.
 */
public final class OrderWatch implements AutoCloseable {

  private static final long SILENCE_MS = 10_000;
  private static final int AHEAD = 64;

  private final WatchOrdersRequest scope;
  private final OrderListener listener;
  private final ReopeningStream<WatchOrdersRequest, WatchOrdersResponse> stream;
  // Only the stream's one reader touches it.
  private final Map<ShardRef, Position> delivered = new HashMap<>();
  private final boolean onRequest;
  private volatile String token;

  OrderWatch(
      Wire wire,
      Identity caller,
      WatchOrdersRequest scope,
      String district,
      OrderListener listener,
      boolean onRequest) {
    this.scope = scope;
    this.token = scope.getToken();
    this.listener = listener;
    this.onRequest = onRequest;
    this.stream =
        new ReopeningStream<>(
            wire,
            caller,
            district,
            DepartmentServiceGrpc.getWatchOrdersMethod(),
            new Reader(),
            SILENCE_MS);
    if (!onRequest) {
      stream.request(AHEAD);
    }
    stream.open();
  }

  /** Lets so many more messages come; on request only, the watch else stands still. */
  public void request(int messages) {
    stream.request(messages);
  }

  /** The token of the last message delivered; empty before the first. */
  public String token() {
    return token;
  }

  /** No more messages. */
  @Override
  public void close() {
    stream.close();
  }

  private final class Reader
      implements ReopeningStream.Reader<WatchOrdersRequest, WatchOrdersResponse> {

    @Override
    public WatchOrdersRequest request() {
      return scope.toBuilder().setToken(token).build();
    }

    @Override
    public boolean read(WatchOrdersResponse message) {
      if (message.hasChange() && repeated(message)) {
        return false;
      }
      // Of a snapshot in parts nothing is delivered before the last one: it begins anew.
      if (message.hasShard() && message.hasPosition() && !message.getSnapshot().getMore()) {
        delivered.put(message.getShard(), message.getPosition());
      }
      listener.onMessage(message);
      if (!message.getToken().isEmpty()) {
        token = message.getToken();
      }
      return onRequest;
    }

    /** Sequences of what is acknowledged never go back, whatever the epoch. */
    private boolean repeated(WatchOrdersResponse message) {
      Position last = delivered.get(message.getShard());
      return last != null && message.getPosition().getSequence() <= last.getSequence();
    }

    @Override
    public void refused(HotlineException reason) {
      listener.onRefused(reason);
    }
  }
}
