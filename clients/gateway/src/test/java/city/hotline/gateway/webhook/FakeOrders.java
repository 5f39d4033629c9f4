package city.hotline.gateway.webhook;

import city.hotline.client.OrderListener;
import city.hotline.proto.department.v1.HistoryGone;
import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.Progress;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A history of orders that keeps what the grid promises: in order, and on from each token. */
final class FakeOrders implements OrderSource {

  static final String DOCKET = "110105001";

  private final List<WatchOrdersResponse> history = new ArrayList<>();
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  /** Tokens the watches began with. */
  final List<String> tokens = new ArrayList<>();

  /** The most messages that were ever given and not settled. */
  int mostAhead;

  private final class Open implements Watch {
    private final OrderListener listener;
    private int next;
    private int credit;

    Open(OrderListener listener, int next) {
      this.listener = listener;
      this.next = next;
    }

    @Override
    public void request(int messages) {
      synchronized (FakeOrders.this) {
        credit += messages;
        FakeOrders.this.notifyAll();
        mostAhead = Math.max(mostAhead, credit);
        give();
      }
    }

    void give() {
      while (credit > 0 && next < history.size()) {
        credit--;
        listener.onMessage(history.get(next++));
      }
    }

    @Override
    public void close() {
      synchronized (FakeOrders.this) {
        credit = 0;
        open.values().remove(this);
      }
    }
  }

  @Override
  public synchronized Watch watch(Subscription subscription, String token, OrderListener listener) {
    tokens.add(token);
    var watch = new Open(listener, token.isEmpty() ? 0 : Integer.parseInt(token));
    open.put(subscription.name(), watch);
    return watch;
  }

  private synchronized void tell(WatchOrdersResponse.Builder message) {
    history.add(message.setToken(String.valueOf(history.size() + 1)).build());
    open.values().forEach(Open::give);
  }

  /** Waits until all that was told is settled and more is asked for. */
  synchronized void awaitSettled() throws InterruptedException {
    while (open.isEmpty()
        || !open.values().stream().allMatch(o -> o.credit > 0 && o.next == history.size())) {
      wait();
    }
  }

  private WatchOrdersResponse.Builder header() {
    return WatchOrdersResponse.newBuilder()
        .setShard(ShardRef.newBuilder().setDistrict("110105").setDocket(DOCKET))
        .setPosition(Position.newBuilder().setEpoch(3).setSequence(history.size() + 1));
  }

  /** A record of so many signings. */
  synchronized void tellSigned(int events) {
    var change = OrderChange.newBuilder();
    for (int i = 0; i < events; i++) {
      change.addEvents(
          DocketEvent.newBuilder()
              .setOrderSigned(
                  OrderSigned.newBuilder()
                      .setOrderId(DOCKET + "-110105-" + (history.size() + 1))
                      .setUnit(DOCKET)));
    }
    tell(header().setChange(change));
  }

  synchronized void tell(DocketEvent event) {
    tell(header().setChange(OrderChange.newBuilder().addEvents(event)));
  }

  synchronized void tellSnapshot(Order... orders) {
    tell(header().setSnapshot(OrderSnapshot.newBuilder().addAllOrders(List.of(orders))));
  }

  synchronized void tellHistoryGone() {
    tell(header().clearPosition().setHistoryGone(HistoryGone.getDefaultInstance()));
  }

  synchronized void tellProgress() {
    tell(WatchOrdersResponse.newBuilder().setProgress(Progress.getDefaultInstance()));
  }

  /** Ids of the events of the records with these sequences, one each. */
  static List<String> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(s -> DOCKET + "/3-" + s + "-0").toList();
  }
}
